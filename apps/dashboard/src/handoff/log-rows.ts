/** The raw log as rows of a virtual list: a heading per boot, then each of its lines. */
import type { Boot, Evidence } from '../api/client';
import type { BootPair } from './lane-model';
import type { Side } from './lane-scale';

export type LogRow =
  | { readonly type: 'heading'; readonly side: Side; readonly boot: Boot }
  | { readonly type: 'line'; readonly side: Side; readonly source: string; readonly line: number };

interface Section {
  readonly side: Side;
  readonly boot: Boot;
  /** Row of its heading. */
  readonly at: number;
  readonly lines: number;
}

export interface LogRows {
  readonly count: number;
  readonly rowAt: (index: number) => LogRow;
  /** Row of a line, or null when it is in neither boot. */
  readonly indexOf: (evidence: Evidence) => number | null;
}

function sectionsOf({ outgoing, incoming }: BootPair): readonly Section[] {
  const sections: Section[] = [];
  for (const [side, boot] of [
    ['outgoing', outgoing],
    ['incoming', incoming],
  ] as const) {
    const last = sections.at(-1);
    const at = last ? last.at + last.lines + 1 : 0;
    if (boot) sections.push({ side, boot, at, lines: boot.lastLine - boot.firstLine + 1 });
  }
  return sections;
}

export function logRowsOf(pair: BootPair): LogRows {
  const sections = sectionsOf(pair);
  const last = sections.at(-1);
  return {
    count: last ? last.at + last.lines + 1 : 0,
    rowAt: (index) => {
      const { side, boot, at } = sections.findLast((section) => section.at <= index)!;
      if (index === at) return { type: 'heading', side, boot };
      return { type: 'line', side, source: boot.file, line: boot.firstLine + index - at - 1 };
    },
    indexOf: ({ file, line }) => {
      const section = sections.find(
        ({ boot }) => boot.file === file && line >= boot.firstLine && line <= boot.lastLine,
      );
      return section ? section.at + 1 + line - section.boot.firstLine : null;
    },
  };
}

/** Kernel seconds as a line's own prefix has them (`[   12.532769]`, also after `<4>`), or null. */
export function stampOf(text: string): number | null {
  const stamp = /^(?:<\d+>)?\[\s*(\d+\.\d{3,9})\]/.exec(text);
  return stamp ? Number(stamp[1]) : null;
}
