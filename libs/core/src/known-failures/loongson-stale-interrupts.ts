/** A device of a Loongson bridge goes on interrupting after its driver’s shutdown. */
import type { KnownFailure } from './known-failure';

export const LOONGSON_STALE_INTERRUPTS: KnownFailure = {
  id: 'loongson-stale-interrupts',
  title: 'a device goes on interrupting after its driver’s shutdown',
  pattern: {
    verdicts: ['unobserved', 'lost'],
    kinds: ['kexec'],
    // Loongson's own vendor id: the functions of its bridge, which have no IOMMU that would show a leak.
    device: /^0014:/,
    why: /the incoming kernel died|the host was silent/,
  },
  explanation:
    'A device that its shutdown did not silence keeps raising interrupts; the new kernel has no handler yet ' +
    'and may disable the line or die, as Loongson machines did under a stress test of kexec.',
  workaround: 'Unbind the driver before the jump; irqpoll in the new kernel.',
  fix: null,
  sources: ['https://github.com/loongson-community/linux-stable/issues/26'],
};
