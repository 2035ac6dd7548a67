/** hpsa left its PCI device enabled at shutdown. */
import type { KnownFailure } from './known-failure';

export const HPSA_LEFT_ENABLED: KnownFailure = {
  id: 'hpsa-left-enabled',
  title: 'hpsa left its PCI device enabled at shutdown',
  pattern: {
    verdicts: ['frozen', 'faulted', 'recovered'],
    side: 'outgoing',
    drivers: ['hpsa'],
    families: ['aer', 'ghes'],
  },
  explanation:
    'hpsa did not disable its PCI device at shutdown; the firmware of some servers then answers with a fatal ' +
    'hardware error while the machine goes down (its fix names the same cause as mlx4’s).',
  workaround: 'Update the outgoing kernel.',
  fix: { commit: '0d98ba8d70b0', since: null, kernel: 'outgoing' },
  sources: [
    'https://bugzilla.kernel.org/show_bug.cgi?id=199779',
    'https://lore.kernel.org/all/20200820091603.820443770@linuxfoundation.org/',
  ],
};
