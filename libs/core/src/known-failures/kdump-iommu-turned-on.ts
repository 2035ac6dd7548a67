/** The crash kernel turned an IOMMU on under ongoing DMA. */
import type { KnownFailure } from './known-failure';

export const KDUMP_IOMMU_TURNED_ON: KnownFailure = {
  id: 'kdump-iommu-turned-on',
  title: 'the crash kernel turned an IOMMU on under ongoing DMA',
  pattern: {
    verdicts: ['dma-leak'],
    kinds: ['kdump'],
    families: ['dmar'],
    iommu: /^vtd-translated$/,
  },
  explanation:
    'Nothing stops DMA before a crash kernel boots. When it starts translation afresh, what devices still ' +
    'send becomes DMAR faults, PCI SERR, or writes to the wrong memory. Crash kernels inherit the tables only ' +
    'where the crashed kernel had translation on.',
  workaround: 'Boot both kernels with the same IOMMU setting, so that the tables are copied.',
  fix: null,
  sources: ['http://lists.infradead.org/pipermail/kexec/2014-February/011083.html'],
};
