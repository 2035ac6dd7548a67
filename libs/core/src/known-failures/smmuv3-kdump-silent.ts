/** An SMMUv3 reports nothing in a crash kernel. */
import type { KnownFailure } from './known-failure';

export const SMMUV3_KDUMP_SILENT: KnownFailure = {
  id: 'smmuv3-kdump-silent',
  title: 'an SMMUv3 reports nothing in a crash kernel',
  pattern: {
    verdicts: ['unobserved'],
    kinds: ['kdump'],
    iommu: /^smmuv3-silent$/,
  },
  explanation:
    'A crash kernel does not disable the SMMU it finds enabled, rejects DMA that no driver has asked for, and ' +
    'keeps the event queue off so that rejected requests do not flood it: silence means nothing there.',
  workaround: 'Read the devices’ own errors: AER, completion timeouts.',
  fix: null,
  sources: ['https://git.kernel.org/torvalds/c/3f54c447df34f'],
};
