/** Adapters freeze in a PowerVM crash kernel for want of a PHB reset. */
import type { KnownFailure } from './known-failure';

export const PSERIES_KDUMP_EEH: KnownFailure = {
  id: 'pseries-kdump-eeh',
  title: 'adapters freeze in a PowerVM crash kernel for want of a PHB reset',
  pattern: {
    verdicts: ['frozen', 'recovered', 'dma-leak', 'probe-failed'],
    kinds: ['kdump'],
    families: ['eeh'],
    iommu: /^tce-inherited$/,
  },
  explanation:
    'Several drivers hit EEH when a PowerVM guest’s crash kernel boots, since nothing stopped the crashed ' +
    'kernel’s PCI transactions; from 5.9 on that kernel resets the PHBs itself, as PowerNV’s does (“Issue PHB ' +
    'reset ...”).',
  workaround: null,
  fix: { commit: '5a090f7c363f', since: '5.9', stable: ['5.4.229', '4.19.270'], kernel: 'incoming' },
  sources: ['https://lore.kernel.org/all/87r1ufdy1x.fsf@mpe.ellerman.id.au/'],
};
