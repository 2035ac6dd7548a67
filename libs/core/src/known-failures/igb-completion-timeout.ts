/** A NIC’s old reads time out behind the SMMU of an arm64 crash kernel. */
import type { KnownFailure } from './known-failure';

export const IGB_COMPLETION_TIMEOUT: KnownFailure = {
  id: 'igb-completion-timeout',
  title: 'a NIC’s old reads time out behind the SMMU of an arm64 crash kernel',
  pattern: {
    verdicts: ['frozen', 'faulted', 'recovered', 'dma-leak'],
    kinds: ['kdump'],
    drivers: ['igb'],
    families: ['aer', 'ghes'],
    iommu: /^(?:smmu|unknown)/,
  },
  explanation:
    'The NIC still has reads of the crashed kernel’s memory in flight when the crash kernel rebuilds the ' +
    'stream table: they are never answered and the card reports completion timeouts (CmpltTO) again and ' +
    'again.',
  workaround: 'Keep the NIC’s driver out of the crash kernel where the dump does not need it.',
  fix: null,
  sources: [
    'https://lore.kernel.org/all/CAJ2QiJLbFGbmrFP9EEyAWJWf4=SQxEe_J4bqwYw0EXqBkL5xZA@mail.gmail.com/',
    'https://lore.kernel.org/all/CAJ2QiJLV3pudhWPSERAz1s+kUj0VyU7c2N3XqXg--_kObK3D=g@mail.gmail.com/',
  ],
};
