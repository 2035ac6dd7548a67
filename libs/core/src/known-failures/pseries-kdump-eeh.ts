/** Adapters freeze in a PowerVM crash kernel for want of a PHB reset. */
import type { KnownFailure } from './known-failure';

export const PSERIES_KDUMP_EEH: KnownFailure = {
  id: 'pseries-kdump-eeh',
  title: 'adapters freeze in a PowerVM crash kernel for want of a PHB reset',
  pattern: {
    verdicts: ['frozen', 'recovered', 'dma-leak', 'probe-failed'],
    kinds: ['kdump'],
    families: ['eeh'],
    iommu: /^tce-/,
  },
  explanation:
    'Several drivers hit EEH when a PowerVM guest’s crash kernel boots, since nothing stopped the crashed ' +
    'kernel’s PCI transactions; a patch of 2020 makes that kernel reset the PHBs itself, as PowerNV does ' +
    '(“Issue PHB reset ...”).',
  workaround: 'Give the crash kernel reset_devices.',
  fix: null,
  sources: ['https://lore.kernel.org/all/87r1ufdy1x.fsf@mpe.ellerman.id.au/'],
};
