/** A back-test as people read it: how many of each change, then what changed, the same change of many devices told once. */
import { createColors } from 'picocolors';
import type { Screen } from '../config';
import { padded, visible, wrap } from '../render/layout';
import { plural } from '../render/words';
import type { Outcome } from './backtest';
import { CHANGES, type Change } from './compare';
import type { RuleSet } from './rules-file';

const EXAMPLES = 3;
/** Of one kind of change. */
const GROUPS = 6;

interface Group {
  readonly change: Change;
  count: number;
  readonly hosts: Set<string>;
  readonly examples: Change[];
}
export interface Groups {
  readonly add: (change: Change) => void;
  /** The most frequent first. */
  readonly all: () => readonly Group[];
}

/** The same change of another device or handoff is told with it. */
export function newGroups(): Groups {
  const groups = new Map<string, Group>();
  const add = (change: Change) => {
    const key = JSON.stringify([change.what, change.how, change.before, change.after]);
    const group = groups.get(key) ?? { change, count: 0, hosts: new Set(), examples: [] };
    group.count++;
    group.hosts.add(change.host);
    if (group.examples.length < EXAMPLES) group.examples.push(change);
    groups.set(key, group);
  };
  const all = () => [...groups.values()].sort((left, right) => right.count - left.count);
  return { add, all };
}

type Paint = ReturnType<typeof createColors>;
interface Page {
  readonly columns: number;
  readonly paint: Paint;
}

const WORDS: Readonly<Record<Change['what'], string>> = {
  alert: 'alerts',
  handoff: 'handoffs',
  outcome: 'outcomes',
  verdict: 'verdicts',
  signature: 'signatures',
  'known-failure': 'known failures',
};
const HOWS = ['gained', 'lost', 'changed'] as const;
const WHAT_WIDTH = 16;
const COUNT_WIDTH = 10;

function table({ counts }: Outcome): readonly string[] {
  const row = (first: string, rest: readonly (string | number)[]) =>
    padded(first, WHAT_WIDTH) + rest.map((cell) => String(cell).padStart(COUNT_WIDTH)).join('');
  return [
    row('', HOWS),
    ...CHANGES.map((what) =>
      row(
        WORDS[what],
        HOWS.map((how) => counts[what][how] || '·'),
      ),
    ),
  ];
}

const valuesSaid = ({ before, after, title }: Change): string => {
  const values = [before, after].filter((value) => value !== null).join(' → ');
  return visible(title ? `${values}  ${title}` : values);
};
const placeSaid = ({ host, handoff, bdf }: Change): string => visible([host, handoff, bdf ?? ''].join('  ').trimEnd());

function groupLines({ change, count, hosts, examples }: Group, { columns, paint }: Page): readonly string[] {
  const head = `${change.what} ${change.how}  `;
  const wide = wrap({ text: valuesSaid(change), columns, first: head, rest: '  ' });
  const places = examples.flatMap((one) =>
    wrap({ text: placeSaid(one), columns, first: '    ', rest: '      ' }).map(paint.dim),
  );
  const more = count - examples.length;
  return [
    '',
    ...wide.map((line, at) => (at === 0 ? paint.bold(head.trimEnd()) + line.slice(head.trimEnd().length) : line)),
    ...places,
    ...(more > 0 ? [`    and ${more} more; ${count} in all, on ${plural(hosts.size, 'host')}`] : []),
  ];
}

export interface Told {
  readonly outcome: Outcome;
  readonly groups: Groups;
  readonly rules: readonly [RuleSet, RuleSet];
}

function summary({ outcome, rules: [before, after] }: Told): readonly string[] {
  const { pieces, unread, handoffs } = outcome;
  const read = pieces - unread.length;
  const second = handoffs[0] === handoffs[1] ? '' : `, ${handoffs[1]} under the second rules`;
  return [
    `rules    ${visible(before.name)} → ${visible(after.name)}`,
    `history  ${plural(read, 'piece')}, ${plural(handoffs[0], 'handoff')}${second}`,
    ...(unread.length > 0 ? [`unread   ${plural(unread.length, 'piece')}; what they hold is not compared`] : []),
  ];
}

function sectionLines(what: Change['what'], groups: readonly Group[], page: Page): readonly string[] {
  const more = groups.slice(GROUPS).reduce((sum, { count }) => sum + count, 0);
  return [
    ...groups.slice(0, GROUPS).flatMap((group) => groupLines(group, page)),
    ...(more > 0 ? ['', `and ${plural(more, 'more change')} of ${WORDS[what]}; --format ndjson tells all`] : []),
  ];
}

export function textOf(told: Told, screen: Screen): string {
  const { columns } = screen;
  const page = { columns, paint: createColors(screen.colour) };
  const groups = told.groups.all();
  const head = summary(told).flatMap((text) => wrap({ text, columns, first: '', rest: ' '.repeat(9) }));
  if (groups.length === 0) return [...head, '', 'nothing would change', ''].join('\n');
  const sections = CHANGES.flatMap((what) =>
    sectionLines(
      what,
      groups.filter(({ change }) => change.what === what),
      page,
    ),
  );
  return [...head, '', ...table(told.outcome), ...sections, ''].join('\n');
}
