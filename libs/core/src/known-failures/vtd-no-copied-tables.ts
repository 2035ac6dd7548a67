/** The crash kernel is older than the copying of VT-d tables. */
import type { KnownFailure } from './known-failure';

export const VTD_NO_COPIED_TABLES: KnownFailure = {
  id: 'vtd-no-copied-tables',
  title: 'the crash kernel is older than the copying of VT-d tables',
  pattern: {
    verdicts: ['dma-leak', 'probe-failed'],
    kinds: ['kdump'],
    iommu: /^vtd-translated$/,
  },
  explanation:
    'Before 4.2 the VT-d driver of a crash kernel discarded the translation tables it found, and the DMA that ' +
    'went on faulted until a driver reset its device.',
  workaround: 'Boot the crash kernel with intel_iommu=off.',
  fix: { commit: '091d42e43d21b6ca7ec39bf5f9e17bc0bd8d4312', since: '4.2', kernel: 'incoming' },
  sources: [
    'https://git.kernel.org/torvalds/c/091d42e43d21',
    'http://lists.infradead.org/pipermail/kexec/2014-February/011083.html',
  ],
};
