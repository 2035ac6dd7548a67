/** Interrupt remapping was left on by a planned kexec. */
import type { KnownFailure } from './known-failure';

export const INTERRUPT_REMAPPING_LEFT_ON: KnownFailure = {
  id: 'interrupt-remapping-left-on',
  title: 'interrupt remapping was left on by a planned kexec',
  pattern: {
    verdicts: ['dma-leak', 'faulted'],
    kinds: ['kexec'],
    families: ['dmar'],
    reason: /^interrupt$/,
  },
  explanation:
    'After a planned kexec the new kernel finds interrupt remapping enabled and says so (“IRQ remapping was ' +
    'enabled on dmar6 but we are not in kdump mode”): it builds new tables, and interrupts that devices still ' +
    'send under old entries are blocked.',
  workaround: null,
  fix: null,
  sources: ['https://lore.kernel.org/all/40a7581d-985b-f12b-0bb2-99c586a9f968@molgen.mpg.de/'],
};
