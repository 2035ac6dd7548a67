/** Clearing bus mastering of an LS7A bridge stops what is behind it. */
import type { KnownFailure } from './known-failure';

export const LS7A_BUS_MASTER: KnownFailure = {
  id: 'ls7a-bus-master',
  title: 'clearing bus mastering of an LS7A bridge stops what is behind it',
  pattern: {
    verdicts: ['probe-failed', 'frozen', 'missing', 'faulted'],
    kinds: ['kexec'],
    device: /^0014:7a[0-9a-f]{2}$/,
  },
  explanation:
    'On Loongson’s LS7A clearing the bus-master bit of a bridge prevents MMIO from going downstream; the ' +
    'kexec path clears it on bridges too, after the shutdown path was taught not to.',
  workaround: 'Keep bus mastering of bridges on.',
  fix: null,
  sources: [
    'https://lore.kernel.org/all/20240804012418.2630238-1-chenhuacai@loongson.cn/',
    'https://lore.kernel.org/all/20250511083413.3326421-3-chenhuacai@loongson.cn/',
  ],
};
