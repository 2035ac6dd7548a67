/** VT-d copies the upper half of a bus’s contexts to the wrong place. */
import type { KnownFailure } from './known-failure';

export const VTD_UPPER_CONTEXT: KnownFailure = {
  id: 'vtd-upper-context',
  title: 'VT-d copies the upper half of a bus’s contexts to the wrong place',
  pattern: {
    verdicts: ['dma-leak', 'faulted'],
    kinds: ['kdump'],
    address: /^[0-9a-f]{2}:1[0-9a-f]/,
    families: ['dmar'],
    what: /SM: Present bit in Root Entry is clear/i,
    iommu: /^vtd-inherited$/,
  },
  explanation:
    'In scalable mode a bus that only has functions from device 10 (hex) on gets its copied context table ' +
    'entered as the lower half: every DMA of them fails with reason 0x39, and their new drivers hang (xHCI ' +
    'blocked the reboot after the dump).',
  workaround: 'Boot the crash kernel with intel_iommu=off, or without scalable mode (intel_iommu=sm_off).',
  fix: null,
  sources: [
    'https://lore.kernel.org/linux-iommu/ajnlKDglN6wEBBrS@google.com/',
    'https://lore.kernel.org/all/CACaw+exPdwXVsJc5Xr=vN1WJt8XR46=X0-8PP=+5dWY5zUrKeQ@mail.gmail.com/',
  ],
};
