/** mlx4_shutdown() never returns under load. */
import type { KnownFailure } from './known-failure';

export const MLX4_SHUTDOWN_HANG: KnownFailure = {
  id: 'mlx4-shutdown-hang',
  title: 'mlx4_shutdown() never returns under load',
  pattern: {
    verdicts: ['lost'],
    kinds: ['kexec', 'firmware', 'unknown'],
    drivers: ['mlx4_core', 'mlx4_en'],
  },
  explanation:
    'A node that talks IP over InfiniBand through mlx4 (with SR-IOV, storage on it) was seen to stop at ' +
    '“mlx4_shutdown was called”; the distribution’s maintainers remark that some drivers are not designed to ' +
    'shut down for a kexec. A power cycle mode did not help that user.',
  workaround: 'Take the interfaces and whatever uses them down before the reboot.',
  fix: null,
  sources: ['https://github.com/siderolabs/talos/issues/10143'],
};
