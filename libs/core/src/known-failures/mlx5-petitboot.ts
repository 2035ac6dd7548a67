/** mlx5_core did not survive a kexec. */
import type { KnownFailure } from './known-failure';

export const MLX5_PETITBOOT: KnownFailure = {
  id: 'mlx5-petitboot',
  title: 'mlx5_core did not survive a kexec',
  pattern: {
    verdicts: ['dma-leak', 'frozen', 'faulted', 'recovered', 'probe-failed', 'missing'],
    kinds: ['kexec'],
    drivers: ['mlx5_core'],
    from: /^4\.[0-4]\./,
  },
  explanation:
    'InfiniBand cards behind mlx5_core could not be used after petitboot’s kexec with the kernels of ' +
    'OpenPOWER firmware (4.4); a backport of upstream’s kexec support was tried, a crash in it was seen, and ' +
    'the driver was left out of that firmware release.',
  workaround: 'Keep mlx5_core out of the boot loader’s kernel.',
  fix: null,
  sources: ['https://github.com/open-power/op-build/issues/538'],
};
