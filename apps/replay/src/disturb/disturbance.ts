/** What befalls a log between the kernel and its reader, by a seed: each as it happens to real sources, and what it leaves behind to be seen. */
import type { Input } from '#core';
import { linesOf } from '../virtual-time';

/** Whole numbers from 0 to below `end`, the same for a seed everywhere. */
export interface Chance {
  below(end: number): number;
}

/** One source of one host, whole. `jump`: 1-based number of the incoming kernel's first line. */
export interface Recorded {
  readonly host: string;
  readonly source: string;
  readonly text: string;
  readonly jump: number;
}

export interface Disturbance {
  readonly name: string;
  /**
   * What may become of a verdict. `nothing`: delivery alone changed, every judgement must be the same to the byte. `less`: something is
   * missing, and the source shows it. `unseen`: something is missing and nothing in the source can show it; what was told before may be lost.
   */
  readonly costs: 'nothing' | 'less' | 'unseen';
  readonly inputs: (recorded: Recorded, chance: Chance) => readonly Input[];
}

const lines = ({ host, source }: Recorded, firstLine: number, text: string): Input => ({
  type: 'lines',
  host,
  source,
  firstLine,
  text,
});
const end = ({ host, source }: Recorded): Input => ({ type: 'end', host, source });

export const undisturbed = (recorded: Recorded): readonly Input[] => [lines(recorded, 1, recorded.text), end(recorded)];

/** A text instead of the recorded one, with nothing to show that it is another. */
const instead = (recorded: Recorded, text: string): readonly Input[] => [lines(recorded, 1, text), end(recorded)];

/** Blocks of whole lines, cut where chance says. */
function blocks(recorded: Recorded, chance: Chance): Input[] {
  const all = linesOf(recorded.text);
  const made: Input[] = [];
  for (let from = 0; from < all.length; ) {
    const to = Math.min(all.length, from + 1 + chance.below(200));
    made.push(lines(recorded, from + 1, all.slice(from, to).join('')));
    from = to;
  }
  return made;
}

/** Lines that never came, though the collector that numbers them knows it. */
function lostNumbered(recorded: Recorded, from: number, count: number): readonly Input[] {
  const all = linesOf(recorded.text);
  const parts = [
    lines(recorded, 1, all.slice(0, from).join('')),
    lines(recorded, from + count + 1, all.slice(from + count).join('')),
  ];
  return [...parts.filter((part) => part.type !== 'lines' || part.text !== ''), end(recorded)];
}

const without = (recorded: Recorded, from: number, count: number): readonly Input[] =>
  instead(recorded, linesOf(recorded.text).toSpliced(from, count).join(''));

/** A second CPU's record breaks into one that is being printed (an 8250 console without its lock). */
function interleaved(recorded: Recorded, chance: Chance): readonly Input[] {
  const all = linesOf(recorded.text);
  const at = chance.below(all.length - 1);
  const [line = '', other = ''] = [all[at], all[at + 1]];
  const cut = chance.below(line.length);
  return instead(recorded, all.toSpliced(at, 2, `${line.slice(0, cut)}${other}`, line.slice(cut)).join(''));
}

/** Crystals differ by some tens of parts in a million; a clock's drift must not change what is said. */
const DRIFT = 50e-6;
const STAMP = /^(\[ *)(\d+\.\d{6})(?=\])/;
function drifted(recorded: Recorded, chance: Chance): readonly Input[] {
  const factor = 1 + DRIFT * (chance.below(2) === 0 ? 1 : -1);
  const moved = (line: string) =>
    line.replace(STAMP, (whole, open: string, stamp: string) => {
      const seconds = (Number(stamp) * factor).toFixed(6);
      return `${open.length === 1 ? open : open.slice(0, whole.length - seconds.length)}${seconds}`;
    });
  return instead(recorded, linesOf(recorded.text).map(moved).join(''));
}

/** Minutes of event time go by, the host long taken for lost, before the rest comes: a collector that was cut off (docs/delivery.md). */
function delayed(recorded: Recorded, chance: Chance): readonly Input[] {
  const sent = blocks(recorded, chance);
  const late = chance.below(sent.length);
  const tick = (minute: number): Input => ({
    type: 'tick',
    host: recorded.host,
    at: new Date(minute * 60_000).toISOString(),
  });
  return [...sent.slice(0, late), tick(1), tick(60), ...sent.slice(late), end(recorded)];
}

/** Each kernel has a source of its own (a console and a journal, a file a boot), and their blocks come in turns. */
function twoSources(recorded: Recorded, chance: Chance): readonly Input[] {
  const all = linesOf(recorded.text);
  const parts = [all.slice(0, recorded.jump - 1), all.slice(recorded.jump - 1)].map((part, at) => ({
    ...recorded,
    source: `${at}-${recorded.source}`,
    text: part.join(''),
  }));
  const [old = [], fresh = []] = parts.map((part) => [...blocks(part, chance), end(part)]);
  const first = old.shift();
  const mixed = first ? [first] : [];
  while (old.length > 0 && fresh.length > 0) mixed.push((chance.below(2) === 0 ? old : fresh).shift()!);
  return [...mixed, ...old, ...fresh];
}

/** Neighbours change places, as datagrams do on their way (netconsole, syslog over UDP). */
function overtaken(recorded: Recorded, chance: Chance): readonly Input[] {
  const all = linesOf(recorded.text);
  for (let times = 1 + chance.below(FEW); times > 0; times--) {
    const at = chance.below(all.length - 1);
    [all[at], all[at + 1]] = [all[at + 1]!, all[at]!];
  }
  return instead(recorded, all.join(''));
}

const FEW = 40;

export const DISTURBANCES: readonly Disturbance[] = [
  { name: 'split', costs: 'nothing', inputs: (recorded, chance) => [...blocks(recorded, chance), end(recorded)] },
  {
    name: 'duplicate',
    costs: 'nothing',
    inputs: (recorded, chance) => [
      ...blocks(recorded, chance).flatMap((block) => (chance.below(3) === 0 ? [block, block] : [block])),
      end(recorded),
    ],
  },
  {
    name: 'sent-again',
    costs: 'nothing',
    inputs: (recorded, chance) => {
      const sent = blocks(recorded, chance);
      return [...sent, ...sent.slice(chance.below(sent.length)), end(recorded)];
    },
  },
  { name: 'delayed', costs: 'nothing', inputs: delayed },
  { name: 'clock-drift', costs: 'nothing', inputs: drifted },
  {
    name: 'lines-lost',
    costs: 'less',
    inputs: (recorded, chance) =>
      lostNumbered(recorded, 1 + chance.below(linesOf(recorded.text).length - FEW - 1), 1 + chance.below(FEW)),
  },
  {
    name: 'cut-at-a-byte',
    costs: 'less',
    inputs: (recorded, chance) => instead(recorded, recorded.text.slice(0, 1 + chance.below(recorded.text.length - 1))),
  },
  { name: 'interleaved', costs: 'less', inputs: interleaved },
  { name: 'two-sources', costs: 'less', inputs: twoSources },
  { name: 'overtaken', costs: 'less', inputs: overtaken },
  {
    name: 'new-head-lost',
    costs: 'less',
    inputs: (recorded, chance) => without(recorded, recorded.jump - 1, 1 + chance.below(FEW * 4)),
  },
  {
    name: 'old-tail-lost',
    costs: 'unseen',
    inputs: (recorded, chance) => {
      const count = 1 + chance.below(Math.max(1, Math.min(FEW * 4, recorded.jump - 2)));
      return without(recorded, Math.max(0, recorded.jump - 1 - count), count);
    },
  },
  {
    name: 'lines-vanished',
    costs: 'unseen',
    inputs: (recorded, chance) =>
      without(recorded, 1 + chance.below(linesOf(recorded.text).length - FEW - 1), 1 + chance.below(FEW)),
  },
];
