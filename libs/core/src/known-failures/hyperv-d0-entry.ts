/** A Hyper-V pass-through bus refuses D0 in a crash kernel. */
import type { KnownFailure } from './known-failure';

export const HYPERV_D0_ENTRY: KnownFailure = {
  id: 'hyperv-d0-entry',
  title: 'a Hyper-V pass-through bus refuses D0 in a crash kernel',
  pattern: {
    verdicts: ['probe-failed', 'missing'],
    kinds: ['kdump'],
    drivers: ['hv_pci', 'mlx5_core', 'mlx4_core', 'mana', 'nvme'],
    what: /hv_pci|D0|not enumerated/i,
    // Each pass-through device has a segment of its own, which is the host’s number for it (drivers/pci/controller/pci-hyperv.c).
    bdf: /^(?!0000:)[0-9a-f]{4,8}:00:/,
  },
  explanation:
    'The crashed kernel never released the device, so the host answers the crash kernel’s first request for ' +
    'D0 with an invalid device state; without a retry the bus and all behind it is absent.',
  workaround: null,
  fix: null,
  sources: ['https://lore.kernel.org/all/20200501053728.24740-1-weh@microsoft.com/'],
};
