/** Integrated graphics write through the jump. */
import type { KnownFailure } from './known-failure';

export const IGFX_LEFT_ON: KnownFailure = {
  id: 'igfx-left-on',
  title: 'integrated graphics write through the jump',
  pattern: {
    verdicts: ['dma-leak'],
    kinds: ['kexec', 'kdump'],
    device: /^8086:/,
    address: /^00:02\.0$/,
    families: ['dmar'],
  },
  explanation:
    'The display engine scans out and writes until i915 of the new kernel takes it over; when the new kernel ' +
    'enables VT-d first, its requests fault at address 0 with “Present bit in root entry is clear”.',
  workaround: 'intel_iommu=igfx_off, or unbind i915 before the jump.',
  fix: null,
  sources: ['https://lore.kernel.org/all/20191122180552.GA32104@weiser.dinsnail.net/'],
};
