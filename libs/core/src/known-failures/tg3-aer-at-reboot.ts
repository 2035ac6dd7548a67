/** tg3 raises a fatal AER while a PowerEdge reboots. */
import type { KnownFailure } from './known-failure';

export const TG3_AER_AT_REBOOT: KnownFailure = {
  id: 'tg3-aer-at-reboot',
  title: 'tg3 raises a fatal AER while a PowerEdge reboots',
  pattern: {
    verdicts: ['frozen', 'faulted', 'recovered'],
    side: 'outgoing',
    drivers: ['tg3'],
    families: ['aer', 'ghes'],
  },
  explanation:
    'On some Dell PowerEdge servers the ACPI _PTS method for S5, which a reboot runs since 38f34dba806a, ' +
    'makes the NIC raise a fatal PCIe error.',
  workaround: 'Unbind tg3 before the reboot.',
  fix: { commit: 'e0efe83ed325277bb70f9435d4d9fc70bebdcca8', since: '6.14', kernel: 'outgoing' },
  sources: ['https://lore.kernel.org/all/20250213142445.166037620@linuxfoundation.org/'],
};
