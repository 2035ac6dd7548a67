/** A kexec hangs behind disk requests in flight. */
import type { KnownFailure } from './known-failure';

export const SCSI_REQUESTS_IN_FLIGHT: KnownFailure = {
  id: 'scsi-requests-in-flight',
  title: 'a kexec hangs behind disk requests in flight',
  pattern: {
    verdicts: ['lost'],
    kinds: ['kexec', 'unknown'],
    drivers: ['virtio-pci'],
  },
  explanation:
    'With disk requests in flight a virtual machine was seen to hang after “Starting new kernel”, while the ' +
    'old kernel took its CPUs offline: tasks wait for requests that a stopped disk never completes.',
  workaround: 'Quiesce storage (sync, remount read-only) before the jump.',
  fix: null,
  sources: ['https://lore.kernel.org/all/20241126115008.31272-1-maqianga@uniontech.com/'],
};
