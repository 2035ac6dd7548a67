/** virtio devices were not reset at shutdown. */
import type { KnownFailure } from './known-failure';

export const VIRTIO_NO_SHUTDOWN: KnownFailure = {
  id: 'virtio-no-shutdown',
  title: 'virtio devices were not reset at shutdown',
  pattern: {
    verdicts: ['dma-leak', 'frozen', 'faulted', 'recovered', 'probe-failed', 'lost'],
    kinds: ['kexec'],
    drivers: ['virtio-pci'],
  },
  explanation:
    'Until 6.15 the virtio bus did nothing at shutdown: a device went on reading and writing its rings in ' +
    'memory that belonged to the next kernel; a kexec in a virtual machine was seen to hang while the ' +
    'hypervisor reported invalid memory accesses.',
  workaround: 'Unbind virtio drivers before the jump.',
  fix: { commit: '8bd2fa086a04886798b505f28db4002525895203', since: '6.15', stable: ['6.14.9'], kernel: 'outgoing' },
  sources: [
    'https://lore.kernel.org/all/c1dbc7dbad9b445245d3348f19e6742b0be07347.1740094946.git.mst@redhat.com/',
    'https://osv.dev/vulnerability/CVE-2025-38064',
  ],
};
