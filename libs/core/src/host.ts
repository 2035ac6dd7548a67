/** The fold of one host: raw lines and ticks in, facts and judged handoffs out. */
import { entry, setEntry } from './entry';
import type { Fact } from './facts/fact';
import { afterSilence, createReader, endOfSource, fileReport, type ReaderState, readBlock } from './facts/read-facts';
import { copyReader } from './facts/reader-state';
import { changeMark } from './identity';
import type { AnyInput, TickInput } from './input';
import { explain } from './known-failures/explain';
import type { Boot, FileReport, Handoff } from './report';
import { changed as asChanged, isRead, type RuleChange } from './rule-change';
import { sign } from './signatures/signature';
import { advanceRun, endSource, prune, tickLineage, transitionsOf } from './timelines/lineage';
import { type Lineage, newLineage, type Transition } from './timelines/lineage-state';
import { turnsWithin } from './timelines/phase';
import { unite } from './timelines/unite';
import { bootsOf, handoffId, handoffsOf, judge } from './verdicts/judge';

/** Version of the rules: a snapshot made under others is read again from the log. */
export const RULES_VERSION = 13;

/** All that is known of a host: plain JSON, so that it can be kept, read back and gone on with. */
export interface HostState {
  readonly rules: number;
  readonly host: string;
  readonly readers: Record<string, ReaderState>;
  lineage: Lineage;
  /** Each handoff as it was last told: a mark of what was said, and how far its boots went then. */
  told: Readonly<Record<string, string>>;
  /** Kernel time of the latest judgement, seconds. */
  judgedTime: number | null;
  /** A source can name many hosts (a syslog file): the first is this one, the others have a state of their own. */
  readonly names: Record<string, string>;
  /** Sources that said they would say no more, the latest last. */
  ended: readonly string[];
  /** Where it is judged otherwise than by the rules as they are built. */
  readonly change?: RuleChange;
  /** A judgement that was due was put off, since more was at hand. */
  owes?: true;
}

export type HostOutput =
  | { readonly type: 'facts'; readonly host: string; readonly facts: readonly Fact[] }
  | { readonly type: 'handoff'; readonly host: string; readonly handoff: Handoff; readonly boots: readonly Boot[] }
  | { readonly type: 'boots'; readonly host: string; readonly boots: readonly Boot[] }
  /** What was told under a name of its own and turned out to be another source's account of what has another name. */
  | {
      readonly type: 'retired';
      readonly host: string;
      readonly handoffs: readonly string[];
      readonly boots: readonly string[];
    }
  | { readonly type: 'file'; readonly host: string; readonly file: FileReport };

export function newHost(host: string, change?: RuleChange): HostState {
  return {
    rules: RULES_VERSION,
    host,
    readers: {},
    lineage: newLineage(host, change?.handoffTimeoutSeconds),
    told: {},
    judgedTime: null,
    names: {},
    ended: [],
    ...(change ? { change } : {}),
  };
}

/** The same state, to be changed without the other: lineages and what was told are replaced, never changed in place. */
export function copyHost(state: HostState): HostState {
  const readers = Object.entries(state.readers).map(([source, reader]) => [source, copyReader(reader)] as const);
  return { ...state, readers: Object.fromEntries(readers), names: { ...state.names } };
}

/** Folds facts into the lineage. A new boot may be one too many. */
function foldFacts(state: HostState, facts: readonly Fact[]): readonly HostOutput[] {
  const outputs: HostOutput[] = [];
  for (let at = 0; at < facts.length; ) {
    const before = state.lineage.boots.length;
    const { lineage, to } = advanceRun(state.lineage, facts, at);
    state.lineage = lineage;
    if (lineage.boots.length > before) outputs.push(...letGo(state));
    at = to;
  }
  return outputs;
}

/** Boots that no handoff to come needs go; what they show is told for good before. */
function letGo(state: HostState): readonly HostOutput[] {
  const lineage = prune(state.lineage);
  if (lineage === state.lineage) return [];
  const kept = new Set(lineage.boots.map(({ id }) => id));
  const isLeaving = ({ from, to }: Transition) => [from, to].some((boot) => boot !== null && !kept.has(boot.id));
  const outputs = tell(state, { of: isLeaving, forGood: true });
  const ids = new Set(transitionsOf(unite(lineage)).map((transition) => handoffId(state.host, transition)));
  state.lineage = lineage;
  state.told = Object.fromEntries(Object.entries(state.told).filter(([id]) => ids.has(id)));
  return outputs;
}

function retired(state: HostState, boots: readonly Boot[], handoffs: readonly string[]): readonly HostOutput[] {
  const [named, judged] = [new Set(boots.map(({ id }) => id)), new Set(handoffs)];
  const accounts = state.lineage.boots.map(({ id }) => id).filter((id) => !named.has(id));
  const gone = Object.keys(state.told).filter((id) => !judged.has(id));
  return accounts.length + gone.length > 0
    ? [{ type: 'retired', host: state.host, handoffs: gone, boots: accounts }]
    : [];
}

interface Said {
  readonly handoff: Handoff;
  readonly boots: readonly Boot[];
}

/** Lines that add nothing to what is said of a boot are no news of it: how far it goes is apart. */
function markOf({ handoff, boots }: Said): { readonly what: string; readonly howFar: string } {
  const still = boots.map(({ lastLine: _, sources, ...boot }) => [boot, sources?.map(({ file }) => file)]);
  const ends = boots.flatMap(({ lastLine, sources = [] }) => [lastLine, ...sources.map((source) => source.lastLine)]);
  return { what: changeMark([handoff, still]), howFar: ends.join() };
}

/**
 * The mark of what is said, where it is not what was said before: when a source ends, how far its boots went is said, too. What was never said
 * and will not be said again needs none.
 */
function news(state: HostState, said: Said, { atEnd, forGood }: Telling): string | null {
  const before = entry(state.told, said.handoff.id);
  if (before === undefined && forGood) return '';
  const { what, howFar } = markOf(said);
  const isKnown = atEnd ? before === `${what} ${howFar}` : before?.startsWith(`${what} `);
  return isKnown ? null : `${what} ${howFar}`;
}

interface Telling {
  /** The handoffs that are told; all where it is left out. */
  readonly of?: (transition: Transition) => boolean;
  readonly atEnd?: boolean;
  /** Whoever is told of now is let go. */
  readonly forGood?: boolean;
}

/** The handoffs that are told otherwise than before, they or their boots; and the boots as they stand. */
function tell(state: HostState, telling: Telling = {}): readonly HostOutput[] {
  const { host } = state;
  const { of = () => true } = telling;
  const lineage = unite(clocked(state));
  const boots = bootsOf(lineage);
  const involved = (handoff: Handoff) => boots.filter((boot) => boot.id === handoff.from || boot.id === handoff.to);
  const transitions = handoffsOf(lineage);
  const ids = transitions.map((transition) => handoffId(host, transition));
  const changed = transitions
    .filter(of)
    .map((transition) => asChanged(explain(sign(judge(lineage, transition))), state.change))
    .map((handoff) => ({ handoff, boots: involved(handoff) }))
    .flatMap((said) => {
      const mark = news(state, said, telling);
      return mark === null ? [] : [{ ...said, mark }];
    });
  const dropped = retired(state, boots, ids);
  const told = {
    ...state.told,
    ...Object.fromEntries(changed.map(({ handoff, mark }) => [handoff.id, mark] as const)),
  };
  state.told = Object.fromEntries(Object.entries(told).filter(([id]) => ids.includes(id)));
  state.judgedTime = lineage.boots.at(-1)?.lastTime ?? null;
  return [
    ...dropped,
    ...changed.map((said) => ({ type: 'handoff', host, handoff: said.handoff, boots: said.boots }) as const),
    ...(boots.length > 0 ? [{ type: 'boots', host, boots } as const] : []),
  ];
}

/** Kernel stamps are of a millionth of a second: two times that are nearer may be the same one. */
const STAMP_SECONDS = 1e-6;

/** Does a judgement made now say more than how far a boot goes? Not when no fact came and time alone changed nothing since the last one. */
function isDue(state: HostState, reader: ReaderState, facts: readonly Fact[]): boolean {
  if (facts.length > 0) return true;
  const current = state.lineage.boots.findLast((boot) => boot.source === reader.source);
  const [judged, now] = [state.judgedTime, reader.lastTime];
  if (!current || judged === null || now === null) return false;
  return turnsWithin(current, judged - STAMP_SECONDS, now + STAMP_SECONDS);
}

/** The lineage up to each reader's last line, though no fact came of it. Kept apart from the fold: a host that speaks later in the
 * same source shows that the last line need not have been this one's. */
function clocked(state: HostState): Lineage {
  return Object.values(state.readers).reduce((lineage, reader) => {
    const first = entry(state.names, reader.source);
    if (Object.keys(reader.lanes).length > 0 || (first !== undefined && first !== reader.host)) return lineage;
    return followClock(lineage, reader);
  }, state.lineage);
}

function followClock(lineage: Lineage, reader: ReaderState): Lineage {
  const { boots } = lineage;
  const last = boots.findLastIndex((boot) => boot.source === reader.source && boot.index === reader.boot);
  const boot = boots[last];
  if (!boot) return lineage;
  const lastTime = reader.lastTime === null ? boot.lastTime : Math.max(boot.lastTime ?? 0, reader.lastTime);
  const moved = { ...boot, lastLine: Math.max(boot.lastLine, reader.lastLine), lastTime };
  return { ...lineage, boots: boots.map((other, index) => (index === last ? moved : other)) };
}

/** Sources remembered after their end, so that lines of theirs that come again are known. */
const ENDED_MAX = 64;

function newReader(state: HostState, source: string): ReaderState {
  for (const old of state.ended.slice(0, -ENDED_MAX)) {
    delete state.readers[old];
    delete state.names[old];
  }
  state.ended = state.ended.slice(-ENDED_MAX);
  return setEntry(state.readers, source, createReader(source));
}

/**
 * One input further. Returns what changed; `elsewhere` are facts of lines that name another host than the source's first.
 * The state is the caller's: it is changed in place.
 */
export function advanceHost(
  state: HostState,
  input: AnyInput,
): { outputs: readonly HostOutput[]; elsewhere: readonly Fact[] } {
  if (input.type === 'tick') return tick(state, input);
  const reader = entry(state.readers, input.source) ?? newReader(state, input.source);
  state.ended = state.ended.filter((other) => other !== input.source);
  const { own, elsewhere } = sorted(state, input.type === 'end' ? endOfSource(reader) : readBlock(reader, input));
  const due = input.type === 'end' || isDue(state, reader, own);
  const outputs = [...takeFacts(state, own)];
  if (input.type === 'end') {
    state.lineage = endSource(state.lineage, input.source);
    state.ended = [...state.ended, input.source];
    outputs.push({ type: 'file', host: state.host, file: fileReport(reader) });
  }
  return { outputs: [...outputs, ...settle(state, { due, more: input.more, atEnd: input.type === 'end' })], elsewhere };
}

interface Due {
  readonly due: boolean;
  readonly more: boolean | undefined;
  readonly atEnd?: boolean;
}

/** What is told now where a judgement is due; it is owed while more is at hand. */
function settle(state: HostState, { due, more = false, atEnd = false }: Due): readonly HostOutput[] {
  const owed = due || state.owes === true;
  if (owed && more) state.owes = true;
  else delete state.owes;
  return owed && !more ? tell(state, { atEnd }) : [];
}

/** Time passed: reports that waited for more lines are told as they stand, and silence may have become an event. */
function tick(
  state: HostState,
  { at, more }: TickInput,
): { outputs: readonly HostOutput[]; elsewhere: readonly Fact[] } {
  const { own, elsewhere } = sorted(state, Object.values(state.readers).flatMap(afterSilence));
  const outputs = takeFacts(state, own);
  state.lineage = tickLineage(state.lineage, at);
  return { outputs: [...outputs, ...settle(state, { due: true, more })], elsewhere };
}

function sorted(state: HostState, read: readonly Fact[]): { own: readonly Fact[]; elsewhere: readonly Fact[] } {
  const facts = state.change ? read.filter((fact) => isRead(fact, state.change)) : read;
  return { own: facts.filter((fact) => isOwn(state, fact)), elsewhere: facts.filter((fact) => !isOwn(state, fact)) };
}

function takeFacts(state: HostState, own: readonly Fact[]): readonly HostOutput[] {
  if (own.length === 0) return [];
  const told = foldFacts(state, own.map(anonymous));
  return [{ type: 'facts', host: state.host, facts: own }, ...told];
}

/** Lines that name the host and lines that name none are of one boot. */
const anonymous = (fact: Fact): Fact => (fact.host === null ? fact : { ...fact, host: null });

/** The first host that a source's lines name is the one it was collected for. */
function isOwn(state: HostState, fact: Fact): boolean {
  if (fact.host === null) return true;
  return (entry(state.names, fact.source) ?? setEntry(state.names, fact.source, fact.host)) === fact.host;
}

/** Facts that another host's source held: they are folded as that host's own. */
export function adoptFacts(state: HostState, facts: readonly Fact[]): readonly HostOutput[] {
  return [{ type: 'facts', host: state.host, facts }, ...foldFacts(state, facts), ...tell(state)];
}
