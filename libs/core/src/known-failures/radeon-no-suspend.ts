/** radeon must be suspended for a kexec on POWER and Loongson only. */
import type { KnownFailure } from './known-failure';

export const RADEON_NO_SUSPEND: KnownFailure = {
  id: 'radeon-no-suspend',
  title: 'radeon must be suspended for a kexec on POWER and Loongson only',
  pattern: {
    verdicts: ['dma-leak', 'frozen', 'faulted', 'recovered', 'probe-failed'],
    kinds: ['kexec'],
    drivers: ['radeon'],
  },
  explanation:
    'radeon_pci_shutdown() suspends the card only on PPC64 and Loongson, where some adapters otherwise raise ' +
    'errors during kexec; on other machines it leaves the card running, since suspending broke some boards.',
  workaround: 'Unbind radeon before the jump.',
  fix: null,
  sources: [
    'https://git.kernel.org/pub/scm/linux/kernel/git/torvalds/linux.git/tree/drivers/gpu/drm/radeon/radeon_drv.c',
  ],
};
