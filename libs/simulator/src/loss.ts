/** What never reaches the log: each way in which collectors and kernels lose records, and what is left. */
import type { Chance } from './chance';
import type { Recorded } from './model/world';

export const LOSSES = ['none', 'ring-overrun', 'console-dropped', 'cut', 'no-incoming', 'console-level'] as const;
export type Loss = (typeof LOSSES)[number];

export interface Kept {
  readonly records: readonly Recorded[];
  /** Numbers of the records that survived. */
  readonly kept: ReadonlySet<number>;
  /** Does it begin at the kernel's first line? */
  readonly fromStart: boolean;
  /** Seconds between which records are missing, in order. */
  readonly gaps: readonly { readonly from: number; readonly to: number }[];
  /** Seconds at which it ends before the kernel did; null where it goes on to the end. */
  readonly cutAt: number | null;
  /** Levels from here on are not in it. */
  readonly level: number;
}

const WHOLE = { fromStart: true, gaps: [], cutAt: null, level: 8 };
const all = (records: readonly Recorded[]): Set<number> => new Set(records.keys());
const only = (records: readonly Recorded[], keep: (record: Recorded, at: number) => boolean): Set<number> =>
  new Set([...records.keys()].filter((at) => keep(records[at] as Recorded, at)));
const chosen = (records: readonly Recorded[], kept: ReadonlySet<number>): readonly Recorded[] =>
  records.filter((_, at) => kept.has(at));

/** Records up to the command line: without them nothing says that it is a kernel's start. */
const FIRST_WORDS = 15;

/** The ring holds the last records only (dmesg of a busy host). */
function overrun(records: readonly Recorded[], chance: Chance): Kept {
  const lost = FIRST_WORDS + chance.below(Math.max(1, records.length - FIRST_WORDS - 2));
  const kept = only(records, (_, at) => at >= lost);
  const to = records[lost]?.seconds ?? 0;
  return { ...WHOLE, records: chosen(records, kept), kept, fromStart: false, gaps: [{ from: 0, to }] };
}

/** A console that is too slow says how many it left out (kernel/printk/printk.c console_unlock()). */
function dropped(records: readonly Recorded[], chance: Chance): Kept {
  const from = 3 + chance.below(Math.max(1, records.length - 8));
  const count = Math.min(records.length - from - 2, 2 + chance.below(30));
  if (count < 1) return { ...WHOLE, records: [...records], kept: all(records) };
  const kept = only(records, (_, at) => at < from || at >= from + count);
  const note = { level: 4, text: `** ${count} printk messages dropped **`, seconds: records[from]?.seconds ?? 0 };
  const left = [...chosen(records.slice(0, from), all(records.slice(0, from))), note, ...records.slice(from + count)];
  const gap = { from: records[from - 1]?.seconds ?? 0, to: records[from + count]?.seconds ?? 0 };
  return { ...WHOLE, records: left, kept, gaps: [gap] };
}

function cut(records: readonly Recorded[], chance: Chance): Kept {
  const end = 4 + chance.below(Math.max(1, records.length - 4));
  const kept = only(records, (_, at) => at < end);
  return {
    ...WHOLE,
    records: chosen(records, kept),
    kept,
    cutAt: end < records.length ? (records[end - 1]?.seconds ?? 0) : null,
  };
}

function quietConsole(records: readonly Recorded[], level: number): Kept {
  const kept = only(records, (record) => record.level < level);
  return { ...WHOLE, records: chosen(records, kept), kept, level };
}

/** What is left of an incoming kernel's records. */
export function lose(records: readonly Recorded[], of: { loss: Loss; level: number; chance: Chance }): Kept {
  switch (of.loss) {
    case 'none':
      return { ...WHOLE, records: [...records], kept: all(records) };
    case 'ring-overrun':
      return overrun(records, of.chance);
    case 'console-dropped':
      return dropped(records, of.chance);
    case 'cut':
      return cut(records, of.chance);
    case 'no-incoming':
      return { ...WHOLE, records: [], kept: new Set(), fromStart: false, cutAt: 0 };
    case 'console-level':
      return quietConsole(records, of.level);
    default:
      return of.loss satisfies never;
  }
}
