/** mpt3sas did not bring its controller to the ready state at shutdown. */
import type { KnownFailure } from './known-failure';

export const MPT3SAS_NOT_READY: KnownFailure = {
  id: 'mpt3sas-not-ready',
  title: 'mpt3sas did not bring its controller to the ready state at shutdown',
  pattern: {
    verdicts: ['dma-leak', 'frozen', 'faulted', 'recovered', 'probe-failed'],
    kinds: ['kexec'],
    drivers: ['mpt3sas'],
  },
  explanation:
    'Before 5.14 mpt3sas left its controller operational at shutdown, with its queues in the old kernel’s ' +
    'memory, instead of returning it to the ready state that the next driver expects.',
  workaround: 'Unbind mpt3sas before the jump: its remove path resets the controller.',
  fix: { commit: 'fae21608c31ca987d9dfc0422ac9b5bd21c213a6', since: '5.14', kernel: 'outgoing' },
  sources: [
    'https://lore.kernel.org/all/162714701897.1142.9104404982560917383@gitolite.kernel.org/',
    'https://lore.kernel.org/all/20220722142448.6289-1-djeffery@redhat.com/',
  ],
};
