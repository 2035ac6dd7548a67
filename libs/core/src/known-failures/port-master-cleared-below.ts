/** A port lost bus mastering while a device below it still sent. */
import type { KnownFailure } from './known-failure';

export const PORT_MASTER_CLEARED_BELOW: KnownFailure = {
  id: 'port-master-cleared-below',
  title: 'a port lost bus mastering while a device below it still sent',
  pattern: {
    verdicts: ['frozen', 'faulted'],
    side: 'outgoing',
    kinds: ['kdump', 'firmware', 'unknown'],
    drivers: ['pcieport', 'be2net', 'hpsa'],
    families: ['aer', 'ghes'],
  },
  explanation:
    'A device that the crash kernel has no driver for keeps what the crashed kernel gave it; when the crash ' +
    'kernel reboots, it clears bus mastering of the port above, the device’s requests are refused, and the ' +
    'uncorrectable error hangs the machine (seen on HPE servers).',
  workaround: 'Load the driver of every device below such a port in the crash kernel, or remove the device before.',
  fix: null,
  sources: ['https://lore.kernel.org/all/dc46c904-1652-09b3-f351-6b3a3e761d74@gonehiking.org/'],
};
