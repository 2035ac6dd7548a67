/** What can be asked of the store: each question's parameters, its SQL in queries/ and the shape of its answer. */
import {
  BAD_VERDICTS,
  type Boot,
  badRate,
  chanceOfNew,
  type Evidence,
  type Fact,
  type Handoff,
  type HandoffKind,
  type HostOutcome,
  type IommuMode,
  type LifeState,
  type LifeTurn,
  type Rate,
  type Repertoire,
  type Scope,
  VERDICTS,
  type Verdict,
} from '#core';
import { type Cursor, writeCursor } from './cursor';
import { findLives, type Life } from './life-cycles';
import type { Run } from './sql';

/** A list; `next` is the cursor of the next page, null on the last one. */
export interface Page<Item> {
  readonly items: readonly Item[];
  readonly next: string | null;
}
/** Where to go on, and how many items at most. */
export interface Paging {
  readonly after?: Cursor | null;
  readonly limit: number;
}
export interface HandoffFilter {
  readonly host?: string;
  readonly kind?: HandoffKind;
  /** Of a device in it; with driver, verdict or signature: of that same device. */
  readonly policy?: string;
  /** Before or after. */
  readonly driver?: string;
  readonly verdict?: Verdict;
  readonly signature?: string;
  /** Outgoing or incoming release. */
  readonly kernel?: string;
}
export type VerdictCounts = Readonly<Partial<Record<Verdict, number>>>;
export interface HandoffSummary {
  readonly id: string;
  readonly host: string;
  readonly kind: HandoffKind;
  readonly outcome: HostOutcome;
  readonly kernels: { readonly from: string | null; readonly to: string | null };
  readonly policy: string;
  readonly iommu: { readonly from: IommuMode; readonly to: IommuMode };
  readonly complete: boolean;
  /** Null without devices. */
  readonly worst: Verdict | null;
  readonly verdicts: VerdictCounts;
  readonly devices: number;
  /** ISO 8601 in UTC: time of the event that judged it last. */
  readonly receivedAt: string;
}
export interface HandoffDetail {
  readonly handoff: Handoff;
  readonly boots: readonly Boot[];
  readonly version: number;
  readonly receivedAt: string;
}
export interface RawLine {
  readonly source: string;
  readonly line: number;
  readonly text: string;
}
/** `bad`, `observed`, `unobserved` count device handoffs; `hosts` those with an observed one. */
export interface MatrixCell extends Rate, Repertoire {
  /** '' for devices that no driver had. */
  readonly driver: string;
  readonly policy: string;
  readonly kind: HandoffKind;
  readonly bad: number;
  readonly observed: number;
  readonly unobserved: number;
  readonly hosts: number;
  readonly badHosts: number;
  /** That the next failure is of a signature never seen here; null where nothing failed. */
  readonly chanceOfNew: number | null;
}
/** Cells by driver and policy; drivers worst first, by the lower end of their worst cell. */
export interface Matrix {
  readonly drivers: readonly string[];
  readonly policies: readonly string[];
  readonly cells: readonly MatrixCell[];
}
export interface SignatureSummary {
  readonly id: string;
  readonly version: number;
  readonly title: string;
  readonly parts: Readonly<Record<string, string>>;
  readonly firstSeen: string;
  readonly lastSeen: string;
  readonly hosts: number;
  readonly handoffs: number;
  /** Device handoffs that show it. */
  readonly devices: number;
  /** Worst of them. */
  readonly verdict: Verdict;
  /** Whom it was new to, as its last alert says; null where none was raised. */
  readonly scope: Scope | null;
  /** Null where no handoff shows it any more. */
  readonly state: LifeState | null;
  /** Who does not want to be told of it now; null where nobody said so, took it back, or it has ended. */
  readonly muted: Mute | null;
}
export interface Mute {
  readonly by: string;
  readonly why: string;
  readonly since: string;
  readonly until: string;
}
/** A word of a person about a mute; `until` is null where it was taken back. */
export interface MuteWord {
  readonly at: string;
  readonly by: string;
  readonly why: string;
  readonly until: string | null;
}
export interface SignatureSample {
  readonly handoff: string;
  readonly host: string;
  readonly bdf: string;
  readonly evidence: readonly Evidence[];
}
/** A pair of outgoing and incoming kernels under which it was seen; null where a kernel did not tell its release. */
export interface SignatureTransition {
  readonly from: string | null;
  readonly to: string | null;
  readonly firstSeen: string;
  readonly lastSeen: string;
  readonly hosts: number;
  readonly handoffs: number;
}
export interface SignatureDetail extends SignatureSummary {
  /** Every change of its state, oldest first, by UTC day. */
  readonly turns: readonly LifeTurn[];
  /** Exposures (a host on a day) since its last sight, and how many say that it is resolved; null where nothing shows it any more. */
  readonly quiet: number | null;
  readonly quietEnough: number | null;
  /** Hosts that could have shown it and hosts that did, by UTC day, oldest first, at most 400 of them, the newest. */
  readonly days: readonly { readonly day: string; readonly exposed: number; readonly showed: number }[];
  /** Who muted it and who took it back, latest first, at most 50. */
  readonly mutes: readonly MuteWord[];
  /** Latest first sight first, at most 50. */
  readonly transitions: readonly SignatureTransition[];
  /** Newest first, at most 50. */
  readonly samples: readonly SignatureSample[];
}
export interface Overview {
  readonly hosts: number;
  readonly handoffs: number;
  /** Device handoffs. */
  readonly devices: number;
  readonly verdicts: VerdictCounts;
  readonly signatures: number;
  readonly alerts: number;
  readonly lastEventAt: string | null;
}

/** Trouble in handoffs that no table row reads: equal when masked. */
export interface UnknownLine {
  readonly masked: string;
  readonly count: number;
  readonly hosts: number;
  readonly firstSeen: string;
  readonly lastSeen: string;
  /** The newest of them. */
  readonly example: { readonly host: string } & Pick<RawLine, 'source' | 'line'>;
}

/** Every question by name. */
export interface Questions {
  /** Newest first. */
  readonly handoffs: { readonly parameters: HandoffFilter & Paging; readonly answer: Page<HandoffSummary> };
  readonly handoff: { readonly parameters: { readonly id: string }; readonly answer: HandoffDetail | null };
  /**
   * Lines of one source of the handoff's boots, by default that of the outgoing boot; `next` is the next `from`. Null where there
   * is no such handoff.
   */
  readonly 'handoff-lines': {
    readonly parameters: {
      readonly id: string;
      readonly source?: string;
      readonly from?: number;
      readonly limit: number;
    };
    readonly answer: { readonly items: readonly RawLine[]; readonly next: number | null } | null;
  };
  /** Facts of the handoff's boots by boot and line, all of them. Null where there is no such handoff. */
  readonly 'handoff-facts': { readonly parameters: { readonly id: string }; readonly answer: Page<Fact> | null };
  readonly matrix: { readonly parameters: { readonly kind: HandoffKind }; readonly answer: Matrix };
  /** Last seen first. */
  readonly signatures: { readonly parameters: Paging; readonly answer: Page<SignatureSummary> };
  readonly signature: { readonly parameters: { readonly id: string }; readonly answer: SignatureDetail | null };
  /** The review queue: on most hosts first. */
  readonly 'unknown-lines': { readonly parameters: Paging; readonly answer: Page<UnknownLine> };
  readonly overview: { readonly parameters: Readonly<Record<string, never>>; readonly answer: Overview };
}

type Answer<Name extends keyof Questions> = (
  run: Run,
  parameters: Questions[Name]['parameters'],
) => Promise<Questions[Name]['answer']>;

const SAMPLES = 50;
const DAYS = 400;

const isoOf = (ms: number): string => new Date(ms).toISOString();
const orNull = (text: string): string | null => (text === '' ? null : text);

/** The page, from one row more than it may hold. */
const pageOf = <Row, Item>(
  rows: readonly Row[],
  limit: number,
  { item, cursor }: { item: (row: Row) => Item; cursor: (row: Row) => Cursor },
): Page<Item> => {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return { items: shown.map(item), next: rows.length > limit && last !== undefined ? writeCursor(cursor(last)) : null };
};
const keysetOf = ({ after, limit }: Paging) => ({
  before_ms: after?.rank ?? -1,
  before_id: after?.id ?? '',
  limit: limit + 1,
});

interface HandoffsRow {
  readonly id: string;
  readonly host: string;
  readonly kind: HandoffKind;
  readonly outcome: HostOutcome;
  readonly kernel_from: string;
  readonly kernel_to: string;
  readonly policy: string;
  readonly iommu_from: string;
  readonly iommu_to: string;
  readonly complete: boolean;
  readonly worst: Verdict | '';
  readonly verdicts: readonly Verdict[];
  readonly received_ms: number;
}

const countVerdicts = (verdicts: readonly Verdict[]): VerdictCounts =>
  Object.fromEntries(
    VERDICTS.map((verdict) => [verdict, verdicts.filter((one) => one === verdict).length] as const).filter(
      ([, count]) => count > 0,
    ),
  );

const summaryOf = (row: HandoffsRow): HandoffSummary => ({
  id: row.id,
  host: row.host,
  kind: row.kind,
  outcome: row.outcome,
  kernels: { from: orNull(row.kernel_from), to: orNull(row.kernel_to) },
  policy: row.policy,
  iommu: { from: row.iommu_from, to: row.iommu_to },
  complete: row.complete,
  worst: row.worst === '' ? null : row.worst,
  verdicts: countVerdicts(row.verdicts),
  devices: row.verdicts.length,
  receivedAt: isoOf(row.received_ms),
});

const askHandoffs: Answer<'handoffs'> = async (run, { after, limit, ...filter }) => {
  const { host = '', kind = '', policy = '', driver = '', verdict = '', signature = '', kernel = '' } = filter;
  const parameters = { host, kind, policy, driver, verdict, signature, kernel, ...keysetOf({ after, limit }) };
  return pageOf(await run<HandoffsRow>('handoffs', parameters), limit, {
    item: summaryOf,
    cursor: ({ received_ms, id }) => ({ rank: received_ms, id }),
  });
};

const askHandoff: Answer<'handoff'> = async (run, { id }) => {
  const [row] = await run<{ handoff: string; boots: string; version: number; received_ms: number }>('handoff', { id });
  return row === undefined
    ? null
    : {
        handoff: JSON.parse(row.handoff),
        boots: JSON.parse(row.boots),
        version: row.version,
        receivedAt: isoOf(row.received_ms),
      };
};

/** A stretch of one source, by line. */
export interface Span {
  readonly source: string;
  readonly first: number;
  readonly last: number;
}

/** Stretches of a handoff's boots, one for each source that told of them: what lies between two boots of one source (firmware's words) is part of it. */
export const spansOf = (boots: readonly Boot[]): readonly Span[] => {
  const accounts = boots.flatMap(({ file, firstLine, lastLine, sources }) => [
    { file, firstLine, lastLine },
    ...sources,
  ]);
  const named = [...boots.map(({ file }) => file), ...accounts.map(({ file }) => file)];
  return [...new Set(named)].map((source) => {
    const inside = accounts.filter(({ file }) => file === source);
    return {
      source,
      first: Math.min(...inside.map(({ firstLine }) => firstLine)),
      last: Math.max(...inside.map(({ lastLine }) => lastLine)),
    };
  });
};

const findSpans = async (run: Run, id: string): Promise<{ host: string; spans: readonly Span[] } | null> => {
  const [row] = await run<{ host: string; boots: string }>('handoff-boots', { id });
  return row === undefined ? null : { host: row.host, spans: spansOf(JSON.parse(row.boots)) };
};

const askHandoffLines: Answer<'handoff-lines'> = async (run, { id, source, from = 1, limit }) => {
  const found = await findSpans(run, id);
  if (found === null) return null;
  const span = source === undefined ? found.spans[0] : found.spans.find((one) => one.source === source);
  if (span === undefined || from > span.last) return { items: [], next: null };
  const rows = await run<RawLine>('lines', {
    host: found.host,
    source: span.source,
    first: Math.max(from, span.first),
    last: span.last,
    limit: limit + 1,
  });
  return { items: rows.slice(0, limit), next: rows[limit]?.line ?? null };
};

interface FactsRow {
  readonly family: Fact['family'];
  readonly kind: Fact['kind'];
  readonly source: string;
  readonly line: number;
  readonly lines: readonly number[];
  readonly last_line: number;
  readonly boot: number;
  readonly named_host: string;
  readonly bdf: string;
  readonly time: number | null;
  readonly at: string;
  readonly fields: string;
  readonly fault: boolean;
  readonly count: number;
  readonly corrupted: string;
}

const factOf = (row: FactsRow): Fact => ({
  family: row.family,
  kind: row.kind,
  source: row.source,
  line: row.line,
  lines: row.lines,
  ...(row.last_line > 0 ? { lastLine: row.last_line } : {}),
  boot: row.boot,
  host: orNull(row.named_host),
  bdf: orNull(row.bdf),
  time: row.time,
  at: orNull(row.at),
  fields: JSON.parse(row.fields),
  fault: row.fault,
  count: row.count,
  corrupted: orNull(row.corrupted),
});

const askHandoffFacts: Answer<'handoff-facts'> = async (run, { id }) => {
  const found = await findSpans(run, id);
  if (found === null) return null;
  const { host, spans } = found;
  const rows = await Promise.all(
    spans.map(({ source, first, last }) => run<FactsRow>('facts', { host, source, first, last })),
  );
  return { items: rows.flat().map(factOf), next: null };
};

interface MatrixRow extends Repertoire {
  readonly device_driver: string;
  readonly device_policy: string;
  readonly bad: number;
  readonly observed: number;
  readonly unobserved: number;
  readonly hosts: number;
  readonly bad_hosts: number;
}

const askMatrix: Answer<'matrix'> = async (run, { kind }) => {
  const rows = await run<MatrixRow>('matrix', { kind, bad: BAD_VERDICTS });
  const cells = rows.map(({ device_driver: driver, device_policy: policy, bad_hosts: badHosts, ...counts }) => ({
    driver,
    policy,
    kind,
    ...counts,
    badHosts,
    ...badRate(counts),
    chanceOfNew: chanceOfNew(counts),
  }));
  const lowest = (driver: string) =>
    Math.max(...cells.filter((cell) => cell.driver === driver).map(({ low }) => low ?? -1));
  const worth = new Map(cells.map(({ driver }) => [driver, lowest(driver)]));
  return {
    drivers: [...worth.entries()].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1)).map(([driver]) => driver),
    policies: [...new Set(cells.map(({ policy }) => policy))].sort(),
    cells,
  };
};

interface SignaturesRow {
  readonly id: string;
  readonly version: number;
  readonly title: string;
  readonly parts: string;
  readonly first_ms: number;
  readonly last_ms: number;
  readonly hosts: number;
  readonly handoffs: number;
  readonly devices: number;
  /** 1-based place in VERDICTS. */
  readonly worst: number;
  readonly scope: Scope | '';
  /** '' where it is not muted now. */
  readonly muted_by: string;
  readonly muted_why: string;
  readonly muted_ms: number;
  readonly muted_until_ms: number;
}

const muteOf = ({ muted_by, muted_why, muted_ms, muted_until_ms }: SignaturesRow): Mute | null =>
  muted_by === '' ? null : { by: muted_by, why: muted_why, since: isoOf(muted_ms), until: isoOf(muted_until_ms) };

const summaryOfSignature = (row: SignaturesRow, life: Life | undefined): SignatureSummary => ({
  id: row.id,
  version: row.version,
  title: row.title,
  parts: JSON.parse(row.parts),
  firstSeen: isoOf(row.first_ms),
  lastSeen: isoOf(row.last_ms),
  hosts: row.hosts,
  handoffs: row.handoffs,
  devices: row.devices,
  verdict: VERDICTS[row.worst - 1] ?? 'unobserved',
  scope: row.scope === '' ? null : row.scope,
  state: life?.cycle?.state ?? null,
  muted: muteOf(row),
});

const livesOf = (run: Run, rows: readonly SignaturesRow[]): Promise<ReadonlyMap<string, Life>> =>
  findLives(
    run,
    rows.map(({ id, parts }) => ({ id, parts: JSON.parse(parts) })),
  );

const askSignatures: Answer<'signatures'> = async (run, paging) => {
  const parameters = { id: '', verdicts: VERDICTS, ...keysetOf(paging) };
  const rows = await run<SignaturesRow>('signatures', parameters);
  const lives = await livesOf(run, rows.slice(0, paging.limit));
  return pageOf(rows, paging.limit, {
    item: (row) => summaryOfSignature(row, lives.get(row.id)),
    cursor: ({ last_ms, id }) => ({ rank: last_ms, id }),
  });
};

interface TransitionsRow {
  readonly from_release: string;
  readonly to_release: string;
  readonly first_ms: number;
  readonly last_ms: number;
  readonly hosts: number;
  readonly handoffs: number;
}

interface MutesRow {
  readonly what: 'muted' | 'unmuted';
  readonly person: string;
  readonly why: string;
  readonly at_ms: number;
  readonly until_ms: number;
}

const muteWordOf = ({ what, person: by, why, at_ms, until_ms }: MutesRow): MuteWord => ({
  at: isoOf(at_ms),
  by,
  why,
  until: what === 'muted' ? isoOf(until_ms) : null,
});

const transitionOf = (row: TransitionsRow): SignatureTransition => ({
  from: orNull(row.from_release),
  to: orNull(row.to_release),
  firstSeen: isoOf(row.first_ms),
  lastSeen: isoOf(row.last_ms),
  hosts: row.hosts,
  handoffs: row.handoffs,
});

/** What a handoff shows of a signature: per device the lines that gave it its verdict. */
const samplesOf = (handoff: Handoff, id: string): readonly SignatureSample[] =>
  handoff.devices
    .filter(({ signature }) => signature?.id === id)
    .map(({ bdf, verdict, findings }) => ({
      handoff: handoff.id,
      host: handoff.host,
      bdf,
      evidence: findings.filter((finding) => finding.verdict === verdict).flatMap(({ evidence }) => evidence),
    }));

const askSignature: Answer<'signature'> = async (run, { id }) => {
  const parameters = { id, verdicts: VERDICTS, ...keysetOf({ limit: 1 }) };
  const [row] = await run<SignaturesRow>('signatures', parameters);
  if (row === undefined) return null;
  const [lives, transitions, mutes, handoffs] = await Promise.all([
    livesOf(run, [row]),
    run<TransitionsRow>('signature-transitions', { id, limit: SAMPLES }),
    run<MutesRow>('signature-mutes', { id, limit: SAMPLES }),
    run<{ handoff: string }>('signature-samples', { id, limit: SAMPLES }),
  ]);
  const life = lives.get(id);
  const samples = handoffs.flatMap(({ handoff }) => samplesOf(JSON.parse(handoff), id)).slice(0, SAMPLES);
  return {
    ...summaryOfSignature(row, life),
    turns: life?.cycle?.turns ?? [],
    quiet: life?.cycle?.quiet ?? null,
    quietEnough: life?.cycle?.quietEnough ?? null,
    days: (life?.days ?? []).slice(-DAYS).map(({ day, exposed, showed }) => ({ day, exposed, showed })),
    transitions: transitions.map(transitionOf),
    mutes: mutes.map(muteWordOf),
    samples,
  };
};

interface UnknownLinesRow {
  readonly masked: string;
  readonly met: number;
  readonly hosts: number;
  readonly first_ms: number;
  readonly last_ms: number;
  readonly newest_host: string;
  readonly newest_source: string;
  readonly newest_line: number;
}

const unknownLineOf = (row: UnknownLinesRow): UnknownLine => ({
  masked: row.masked,
  count: row.met,
  hosts: row.hosts,
  firstSeen: isoOf(row.first_ms),
  lastSeen: isoOf(row.last_ms),
  example: { host: row.newest_host, source: row.newest_source, line: row.newest_line },
});

const askUnknownLines: Answer<'unknown-lines'> = async (run, { after, limit }) => {
  const parameters = { before_hosts: after?.rank ?? -1, after_masked: after?.id ?? '', limit: limit + 1 };
  return pageOf(await run<UnknownLinesRow>('unknown-lines', parameters), limit, {
    item: unknownLineOf,
    cursor: ({ hosts, masked }) => ({ rank: hosts, id: masked }),
  });
};

interface OverviewRow {
  readonly hosts: number;
  readonly handoffs: number;
  readonly devices: number;
  readonly signatures: number;
  readonly alerts: number;
  readonly last_ms: number;
}

const askOverview: Answer<'overview'> = async (run) => {
  const [[totals], verdicts] = await Promise.all([
    run<OverviewRow>('overview', {}),
    run<{ verdict: Verdict; devices: number }>('verdicts', {}),
  ]);
  if (totals === undefined) throw new Error('the overview has exactly one row');
  const { last_ms: lastMs, ...counts } = totals;
  return {
    ...counts,
    verdicts: Object.fromEntries(verdicts.map(({ verdict, devices }) => [verdict, devices])),
    lastEventAt: lastMs > 0 ? isoOf(lastMs) : null,
  };
};

/** How each question is answered, whatever runs the SQL. */
export const ANSWERS: { readonly [Name in keyof Questions]: Answer<Name> } = {
  handoffs: askHandoffs,
  handoff: askHandoff,
  'handoff-lines': askHandoffLines,
  'handoff-facts': askHandoffFacts,
  matrix: askMatrix,
  signatures: askSignatures,
  signature: askSignature,
  'unknown-lines': askUnknownLines,
  overview: askOverview,
};
