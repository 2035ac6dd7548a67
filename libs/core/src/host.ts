/** The fold of one host: raw lines and ticks in, facts and judged handoffs out. */
import { entry, setEntry } from './entry';
import type { Fact } from './facts/fact';
import { afterSilence, createReader, endOfSource, fileReport, type ReaderState, readBlock } from './facts/read-facts';
import { copyReader } from './facts/reader-state';
import { contentHash } from './identity';
import type { AnyInput, TickInput } from './input';
import { explain } from './known-failures/explain';
import type { Boot, FileReport, Handoff } from './report';
import { changed as asChanged, isRead, type RuleChange } from './rule-change';
import { sign } from './signatures/signature';
import {
  advanceLineage,
  endSource,
  type Lineage,
  newLineage,
  prune,
  tickLineage,
  transitionsOf,
} from './timelines/lineage';
import { SETTLE_SECONDS, tearingDown } from './timelines/phase';
import { unite } from './timelines/unite';
import { bootsOf, handoffId, judgeAll } from './verdicts/judge';

/** Version of the rules: a snapshot made under others is read again from the log. */
export const RULES_VERSION = 5;

/** All that is known of a host: plain JSON, so that it can be kept, read back and gone on with. */
export interface HostState {
  readonly rules: number;
  readonly host: string;
  readonly readers: Record<string, ReaderState>;
  lineage: Lineage;
  /** Content hash of each handoff and its boots as they were last told. */
  told: Readonly<Record<string, string>>;
  /** Kernel time of the latest fact and of the latest judgement, seconds: quiet long after both needs no new one. */
  factTime: number | null;
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
    factTime: null,
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

/** Folds facts into the lineage; on every new boot, what the boots before it show is told before any is let go. */
function foldFacts(state: HostState, facts: readonly Fact[]): readonly HostOutput[] {
  const outputs: HostOutput[] = [];
  for (const fact of facts) {
    const before = state.lineage.boots.length;
    state.lineage = advanceLineage(state.lineage, fact);
    if (state.lineage.boots.length === before) continue;
    outputs.push(...tell(state));
    letGo(state);
  }
  return outputs;
}

/** Boots that were told for good. */
function letGo(state: HostState): void {
  state.lineage = prune(state.lineage);
  const ids = new Set(transitionsOf(unite(state.lineage)).map((transition) => handoffId(state.host, transition)));
  state.told = Object.fromEntries(Object.entries(state.told).filter(([id]) => ids.has(id)));
}

function retired(state: HostState, boots: readonly Boot[], handoffs: readonly Handoff[]): readonly HostOutput[] {
  const [named, judged] = [new Set(boots.map(({ id }) => id)), new Set(handoffs.map(({ id }) => id))];
  const accounts = state.lineage.boots.map(({ id }) => id).filter((id) => !named.has(id));
  const gone = Object.keys(state.told).filter((id) => !judged.has(id));
  return accounts.length + gone.length > 0
    ? [{ type: 'retired', host: state.host, handoffs: gone, boots: accounts }]
    : [];
}

/** The handoffs that are told otherwise than before, they or their boots; and the boots as they stand. */
function tell(state: HostState): readonly HostOutput[] {
  const { host } = state;
  const lineage = unite(clocked(state));
  const boots = bootsOf(lineage);
  const involved = (handoff: Handoff) => boots.filter((boot) => boot.id === handoff.from || boot.id === handoff.to);
  const judged = judgeAll(lineage)
    .map(sign)
    .map(explain)
    .map((handoff) => asChanged(handoff, state.change))
    .map((handoff) => ({ handoff, boots: involved(handoff) }))
    .map((said) => ({ ...said, hash: contentHash(said) }));
  const changed = judged.filter(({ handoff, hash }) => state.told[handoff.id] !== hash);
  const dropped = retired(
    state,
    boots,
    judged.map(({ handoff }) => handoff),
  );
  state.told = Object.fromEntries(judged.map(({ handoff, hash }) => [handoff.id, hash] as const));
  state.judgedTime = lineage.boots.at(-1)?.lastTime ?? null;
  return [
    ...dropped,
    ...changed.map((said) => ({ type: 'handoff', host, handoff: said.handoff, boots: said.boots }) as const),
    ...(boots.length > 0 ? [{ type: 'boots', host, boots } as const] : []),
  ];
}

/**
 * Does a judgement made now say anything new? Not when no fact came, nobody is going down, and every span of time that a rule
 * measures (SETTLE_SECONDS is the longest) had passed at the last one.
 */
function isDue(state: HostState, source: string, facts: readonly Fact[]): boolean {
  const current = state.lineage.boots.findLast((boot) => boot.source === source);
  if (facts.length > 0 || (current && tearingDown(current))) return true;
  return state.judgedTime !== null && state.judgedTime - (state.factTime ?? 0) <= SETTLE_SECONDS;
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
  const due = input.type === 'end' || isDue(state, input.source, own);
  const outputs = [...takeFacts(state, own)];
  if (input.type === 'end') {
    state.lineage = endSource(state.lineage, input.source);
    state.ended = [...state.ended, input.source];
    outputs.push({ type: 'file', host: state.host, file: fileReport(reader) });
  }
  return { outputs: [...outputs, ...settle(state, due, input.more)], elsewhere };
}

/** What is told now where a judgement is due; it is owed while more is at hand. */
function settle(state: HostState, due: boolean, more = false): readonly HostOutput[] {
  const owed = due || state.owes === true;
  if (owed && more) state.owes = true;
  else delete state.owes;
  return owed && !more ? tell(state) : [];
}

/** Time passed: reports that waited for more lines are told as they stand, and silence may have become an event. */
function tick(
  state: HostState,
  { at, more }: TickInput,
): { outputs: readonly HostOutput[]; elsewhere: readonly Fact[] } {
  const { own, elsewhere } = sorted(state, Object.values(state.readers).flatMap(afterSilence));
  const outputs = takeFacts(state, own);
  state.lineage = tickLineage(state.lineage, at);
  return { outputs: [...outputs, ...settle(state, true, more)], elsewhere };
}

function sorted(state: HostState, read: readonly Fact[]): { own: readonly Fact[]; elsewhere: readonly Fact[] } {
  const facts = state.change ? read.filter((fact) => isRead(fact, state.change)) : read;
  const own = facts.filter((fact) => isOwn(state, fact));
  return { own, elsewhere: own.length === facts.length ? [] : facts.filter((fact) => !isOwn(state, fact)) };
}

function takeFacts(state: HostState, own: readonly Fact[]): readonly HostOutput[] {
  if (own.length === 0) return [];
  const told = foldFacts(state, own.map(anonymous));
  state.factTime = own.findLast((fact) => fact.time !== null)?.time ?? state.factTime;
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
