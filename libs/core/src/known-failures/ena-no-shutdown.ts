/** ena had no shutdown callback. */
import type { KnownFailure } from './known-failure';

export const ENA_NO_SHUTDOWN: KnownFailure = {
  id: 'ena-no-shutdown',
  title: 'ena had no shutdown callback',
  pattern: {
    verdicts: ['dma-leak', 'frozen', 'faulted', 'recovered', 'probe-failed'],
    kinds: ['kexec'],
    drivers: ['ena'],
  },
  explanation:
    'Before 5.6 (and 5.4.29) ena only implemented remove(): at a kexec the PCI core cleared bus mastering ' +
    'under a device that still had its queues, and the next kernel enabled mastering before it reset the ' +
    'device, so old requests went on.',
  workaround: 'Unbind ena before the jump.',
  fix: { commit: '428c491332bca498c8eb2127669af51506c346c7', since: '5.6', stable: ['5.4.29'], kernel: 'outgoing' },
  sources: [
    'https://lore.kernel.org/all/20200320125534.28966-1-gpiccoli@canonical.com/',
    'https://lore.kernel.org/all/20200331085426.295622266@linuxfoundation.org/',
  ],
};
