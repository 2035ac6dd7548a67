/** An Intel I219 comes back from a kexec without a network. */
import type { KnownFailure } from './known-failure';

export const I219_NO_NETWORK: KnownFailure = {
  id: 'i219-no-network',
  title: 'an Intel I219 comes back from a kexec without a network',
  pattern: {
    verdicts: ['probe-failed', 'faulted'],
    kinds: ['kexec'],
    drivers: ['e1000e'],
    device: /^8086:(?:156f|1570|15b[789]|15b[b-e]|15d[678]|15e3|0d4[c-f]|0d5[35])$/,
  },
  explanation:
    'Users of a distribution that reboots by kexec report small HP machines whose I219 gets no answer after ' +
    'the kexec until the machine passes through its firmware again.',
  workaround: 'Reboot through firmware, or disable the firmware’s network boot.',
  fix: null,
  sources: ['https://github.com/siderolabs/talos/issues/9100', 'https://github.com/siderolabs/talos/issues/8751'],
};
