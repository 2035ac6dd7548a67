/** A PowerVM crash kernel dies in its own PHB reset. */
import type { KnownFailure } from './known-failure';

export const PSERIES_EEH_INIT_CRASH: KnownFailure = {
  id: 'pseries-eeh-init-crash',
  title: 'a PowerVM crash kernel dies in its own PHB reset',
  pattern: {
    verdicts: ['unobserved', 'lost'],
    kinds: ['kdump'],
    iommu: /^(?:tce-|unknown|off)/,
    why: /died/,
  },
  explanation:
    'Right after “Issue PHB reset ...” pseries_eeh_get_pe_config_addr() reads through a null pointer on some ' +
    'PowerVM guests, and the crash kernel panics before any driver runs.',
  workaround: null,
  fix: { commit: 'eb8257a12192f43ffd41bd90932c39dade958042', since: '5.15', stable: ['5.10.73'], kernel: 'incoming' },
  sources: [
    'https://lore.kernel.org/all/163215558252.413351.8600189949820258982.stgit@jupiter/',
    'https://lore.kernel.org/all/87y271m5ft.fsf@mpe.ellerman.id.au/',
  ],
};
