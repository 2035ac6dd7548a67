/** ahci had no shutdown callback. */
import type { KnownFailure } from './known-failure';

export const AHCI_NO_SHUTDOWN: KnownFailure = {
  id: 'ahci-no-shutdown',
  title: 'ahci had no shutdown callback',
  pattern: {
    verdicts: ['dma-leak', 'frozen', 'faulted', 'recovered', 'probe-failed'],
    kinds: ['kexec'],
    drivers: ['ahci'],
  },
  explanation:
    'Until 5.6 the ahci driver implemented no shutdown: at a kexec the ports stayed alive with DMA and ' +
    'interrupts, and the PCI core’s clearing of bus mastering met a controller that was still at work.',
  workaround: 'Unbind ahci before the jump, or add the shutdown callback to the outgoing kernel.',
  fix: { commit: '10a663a1b15134a5a714aa515e11425a44d4fdf7', since: '5.6', stable: ['4.19.107'], kernel: 'outgoing' },
  sources: [
    'https://lore.kernel.org/all/20200227132230.195272711@linuxfoundation.org/',
    'https://lore.kernel.org/all/20200123135413.GA90883@google.com/',
  ],
};
