/** A virtio console is written to after its device was reset. */
import type { KnownFailure } from './known-failure';

export const VIRTIO_CONSOLE_HANG: KnownFailure = {
  id: 'virtio-console-hang',
  title: 'a virtio console is written to after its device was reset, and the kexec hangs',
  pattern: {
    verdicts: ['lost'],
    kinds: ['kexec'],
    drivers: ['virtio-pci'],
    // virtio-console, transitional and modern (include/uapi/linux/virtio_ids.h).
    device: /^1af4:(?:1003|1043)$/,
  },
  explanation:
    'Until 6.15 virtio-console went on writing to its registers after the virtio-pci device below it was reset: a ' +
    'kexec in a virtual machine hung while the hypervisor reported invalid memory accesses; without that device it did not.',
  workaround: 'Unbind the virtio console before the jump, or do without it.',
  fix: { commit: '8bd2fa086a04886798b505f28db4002525895203', since: '6.15', stable: ['6.14.9'], kernel: 'outgoing' },
  sources: [
    'https://lore.kernel.org/all/c1dbc7dbad9b445245d3348f19e6742b0be07347.1740094946.git.mst@redhat.com/',
    'https://osv.dev/vulnerability/CVE-2025-38064',
  ],
};
