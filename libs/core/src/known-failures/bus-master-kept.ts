/** The outgoing kernel does not clear bus mastering at a kexec. */
import type { KnownFailure } from './known-failure';

export const BUS_MASTER_KEPT: KnownFailure = {
  id: 'bus-master-kept',
  title: 'the outgoing kernel does not clear bus mastering at a kexec',
  pattern: {
    verdicts: ['dma-leak'],
    kinds: ['kexec'],
  },
  explanation:
    'Only since about 3.12 does pci_device_shutdown() clear bus mastering when a kexec is in progress; an ' +
    'older kernel hands over every function that its driver did not stop, still able to write.',
  workaround: 'Unbind drivers before the jump.',
  fix: { commit: '4fc9bbf98fd6', since: '3.12', kernel: 'outgoing' },
  sources: [
    'https://lore.kernel.org/all/dc46c904-1652-09b3-f351-6b3a3e761d74@gonehiking.org/',
    'https://git.kernel.org/torvalds/c/4fc9bbf98fd6',
  ],
};
