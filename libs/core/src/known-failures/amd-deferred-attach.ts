/** AMD-Vi: a crash kernel’s drivers work before their domain is attached. */
import type { KnownFailure } from './known-failure';

export const AMD_DEFERRED_ATTACH: KnownFailure = {
  id: 'amd-deferred-attach',
  title: 'AMD-Vi: a crash kernel’s drivers work before their domain is attached',
  pattern: {
    verdicts: ['dma-leak', 'faulted', 'probe-failed'],
    kinds: ['kdump'],
    families: ['amdvi'],
    reason: /io-page-fault/,
    why: /its new driver|its driver was probing/,
  },
  explanation:
    'In a crash kernel the attachment of a device to its new domain is deferred to its first mapping; the ' +
    'conversion of the AMD driver to dma-iommu could leave a group’s default domain unattached, and ahci and ' +
    'mpt3sas of the crash kernel faulted.',
  workaround: 'Boot the crash kernel with iommu=pt.',
  fix: { commit: 'bd421264ed30', since: '5.7', stable: ['5.6.15'], kernel: 'incoming' },
  sources: [
    'https://lore.kernel.org/all/20200514031838.2oklmyrc3n5it2ox@cantor/',
    'https://git.kernel.org/torvalds/c/795bbbb9b6f8',
  ],
};
