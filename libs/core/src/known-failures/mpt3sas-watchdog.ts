/** The mpt3sas watchdog restarts the controller behind its shutdown. */
import type { KnownFailure } from './known-failure';

export const MPT3SAS_WATCHDOG: KnownFailure = {
  id: 'mpt3sas-watchdog',
  title: 'the mpt3sas watchdog restarts the controller behind its shutdown',
  pattern: {
    verdicts: ['dma-leak', 'frozen', 'faulted', 'recovered', 'probe-failed'],
    kinds: ['kexec', 'firmware'],
    drivers: ['mpt3sas'],
    from: /^(?:5\.1[4-9]|[6-9]|\d\d)\./,
  },
  explanation:
    'From 5.14 on, the watchdog work that keeps the firmware operational went on during shutdown: it reset ' +
    'the controller a second time and left it operational again.',
  workaround: null,
  fix: { commit: '0fde22c5420ed258ee538a760291c2f3935f6a01', since: '5.19', stable: ['5.18.16'], kernel: 'outgoing' },
  sources: ['https://lore.kernel.org/all/20220722142448.6289-1-djeffery@redhat.com/'],
};
