/** mlx4 left its PCI device enabled at shutdown. */
import type { KnownFailure } from './known-failure';

export const MLX4_LEFT_ENABLED: KnownFailure = {
  id: 'mlx4-left-enabled',
  title: 'mlx4 left its PCI device enabled at shutdown',
  pattern: {
    verdicts: ['frozen', 'faulted', 'recovered'],
    side: 'outgoing',
    drivers: ['mlx4_core', 'mlx4_en'],
    families: ['aer', 'ghes'],
  },
  explanation:
    'mlx4_shutdown() did not disable the PCI device; some firmware (HP DL380 Gen9) then reports a fatal PCIe ' +
    'error for the root port above it while the machine goes down, and the kernel panics on it.',
  workaround: 'Unbind mlx4_core before the reboot.',
  fix: { commit: '3cab8c65525920f00d8f4997b3e9bb73aecb3a8e', since: null, kernel: 'outgoing' },
  sources: ['https://lore.kernel.org/all/20200820091603.820443770@linuxfoundation.org/'],
};
