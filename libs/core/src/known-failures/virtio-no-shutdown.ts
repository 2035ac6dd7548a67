/** virtio devices were not reset at shutdown. */
import type { KnownFailure } from './known-failure';

export const VIRTIO_NO_SHUTDOWN: KnownFailure = {
  id: 'virtio-no-shutdown',
  title: 'virtio devices were not reset at shutdown',
  pattern: {
    verdicts: ['dma-leak', 'probe-failed'],
    kinds: ['kexec'],
    drivers: ['virtio-pci'],
    families: ['dmar', 'amdvi', 'smmu', 'iommu', 'driver'],
  },
  explanation:
    'Until 6.15 the virtio bus did nothing at shutdown: a device went on reading and writing its rings in ' +
    'memory that belonged to the next kernel, got errors from the IOMMU, and some devices were wedged by them.',
  workaround: 'Unbind virtio drivers before the jump.',
  fix: { commit: '8bd2fa086a04886798b505f28db4002525895203', since: '6.15', stable: ['6.14.9'], kernel: 'outgoing' },
  sources: [
    'https://lore.kernel.org/all/c1dbc7dbad9b445245d3348f19e6742b0be07347.1740094946.git.mst@redhat.com/',
    'https://osv.dev/vulnerability/CVE-2025-38064',
  ],
};
