/** lpfc panics the next kernel on POWER. */
import type { KnownFailure } from './known-failure';

export const LPFC_NEXT_KERNEL: KnownFailure = {
  id: 'lpfc-next-kernel',
  title: 'lpfc panics the next kernel on POWER',
  pattern: {
    verdicts: ['unobserved'],
    kinds: ['kexec'],
    drivers: ['lpfc'],
    why: /died/,
    to: /^5\.\d.*-next-2019/,
  },
  explanation:
    'A linux-next kernel of 2019 on a Power 9 guest panicked in lpfc_sli4_write_cq_db() while it probed the ' +
    'adapter that the kernel before had used.',
  workaround: null,
  fix: null,
  sources: ['https://lore.kernel.org/all/1566968536.23670.9.camel@abdul/'],
};
