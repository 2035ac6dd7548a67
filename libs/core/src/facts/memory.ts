/** Memory that the kernel finds damaged: the face of a leak that no IOMMU and no bus error shows. It names no device. */
import type { Row } from './row';

const damage = (of: Pick<Row, 'needle' | 'pattern' | 'from' | 'examples'>): Row => ({
  family: 'memory',
  kind: 'memory-damaged',
  fault: true,
  on: 'message',
  read: ({ groups }) => ({
    bdf: null,
    fields: { how: groups?.how?.toLowerCase() ?? null, where: groups?.where ?? null },
  }),
  ...of,
});

export const MEMORY: readonly Row[] = [
  damage({
    needle: 'BUG: Bad page ',
    pattern: /^BUG: (?<how>Bad page (?:state|map|cache)) in process (?<where>\S{1,40})\s/,
    from: 'mm/page_alloc.c bad_page(), mm/memory.c print_bad_pte() 2.6.32..7.1',
    examples: [
      '[   14.200000] BUG: Bad page state in process kworker/0:1  pfn:1f3a2',
      '[   14.200000] BUG: Bad page map in process makedumpfile  pte:8000000012345025 pmd:12346067',
    ],
  }),
  damage({
    needle: ' corruption',
    pattern: /^(?<how>list_(?:add|del) corruption)[.,] /,
    from: 'lib/list_debug.c 2.6.32..7.1',
    examples: [
      '[   14.200000] list_del corruption. prev->next should be ffff8881002f3a00, but was 0000000000000000. (prev=ffff888100131800)',
      '[   14.200000] list_add corruption. next->prev should be prev (ffff8881002f3a00), but was 4141414141414141. (next=ffff888100131800).',
      '[   14.200000] list_del corruption, ffff8881002f3a00->next is NULL',
    ],
  }),
  damage({
    needle: ' overwritten',
    pattern:
      /^BUG (?<where>\S{1,60}) \((?:Not tainted|Tainted: .{1,200}|[ A-Z]{1,40})\): (?<how>(?:Poison|Redzone|\w{4,6} Redzone|Padding|Object padding|\w{4,6} object padding) overwritten)$/i,
    from: 'mm/slub.c check_bytes_and_report() 2.6.32..7.1',
    examples: [
      '[   14.200000] BUG kmalloc-2k (Not tainted): Poison overwritten',
      '[   14.200000] BUG kmalloc-64 (Tainted: G        W         ): Right Redzone overwritten',
    ],
  }),
  damage({
    needle: 'Freelist Pointer',
    pattern: /^BUG (?<where>\S{1,60}) \(.{1,200}\): (?<how>Freelist Pointer check fails)$/,
    from: 'mm/slub.c check_object() 2.6.32..7.1',
    examples: ['[   14.200000] BUG kmalloc-512 (Not tainted): Freelist Pointer check fails'],
  }),
  damage({
    needle: 'lab corruption',
    pattern: /^(?<how>Slab corruption)(?: \(.{1,200}\))?: (?<where>\S{1,60}) start=/,
    from: 'mm/slab.c check_poison_obj() ..6.7',
    examples: ['[   14.200000] Slab corruption (Not tainted): kmalloc-2048 start=ffff8881002f3a00, len=2048'],
  }),
  damage({
    needle: 'sha256 digests do not match',
    pattern: /^(?<how>sha256 digests do not match) :\($/,
    from: 'kexec-tools purgatory/purgatory.c verify_sha256_digest(): what was loaded for the next kernel changed before the jump; purgatory stops there',
    examples: ['sha256 digests do not match :('],
  }),
];
