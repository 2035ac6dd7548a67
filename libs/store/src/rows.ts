/** Event → rows of the store: pure, and the same for the same event. */
import type { DeviceHandoff, Finding, Signature } from '#core';
import type { Event } from '#event-log';
import type { EventShapes } from '#schemas';

/** `YYYY-MM-DD hh:mm:ss.mmm` in UTC, which every ClickHouse reads whatever its settings. */
export type Instant = string;

/** Whole lines joined by LF; the store makes a row of each (0003-line-blocks.sql). */
export interface LineBlockRow {
  readonly host: string;
  readonly source: string;
  readonly first_line: number;
  readonly text: string;
  readonly received_at: Instant;
}
/** '' and a `last_line` of 0 stand for null. */
export interface FactRow {
  readonly host: string;
  readonly source: string;
  readonly line: number;
  readonly kind: string;
  readonly bdf: string;
  /** JSON, names in the order of the event; part of the row's identity, since one line may say two things of a kind. */
  readonly fields: string;
  readonly family: string;
  readonly boot: number;
  readonly lines: readonly number[];
  readonly last_line: number;
  readonly named_host: string;
  readonly time: number | null;
  readonly at: string;
  readonly fault: boolean;
  readonly count: number;
  readonly corrupted: string;
  readonly version: number;
  readonly received_at: Instant;
}
/** '' stands for null; the arrays are parallel, one entry a device. */
export interface HandoffRow {
  readonly host: string;
  readonly id: string;
  readonly version: number;
  readonly received_at: Instant;
  readonly kind: string;
  readonly outcome: string;
  readonly complete: boolean;
  readonly kernel_from: string;
  readonly kernel_to: string;
  readonly policy: string;
  readonly iommu_from: string;
  readonly iommu_to: string;
  readonly worst: string;
  readonly 'device.bdf': readonly string[];
  readonly 'device.vendor_device': readonly string[];
  readonly 'device.driver': readonly string[];
  readonly 'device.driver_before': readonly string[];
  readonly 'device.driver_after': readonly string[];
  readonly 'device.verdict': readonly string[];
  /** Of the finding that gave the verdict; '' where none did. */
  readonly 'device.confidence': readonly string[];
  readonly 'device.policy': readonly string[];
  readonly 'device.iommu': readonly string[];
  readonly 'device.signature': readonly string[];
  readonly 'device.why': readonly string[];
  /** JSON, names in the order of the event. */
  readonly handoff: string;
  readonly boots: string;
}
export interface SignatureRow {
  readonly id: string;
  readonly version: number;
  readonly title: string;
  /** JSON. */
  readonly parts: string;
}
export interface SightingRow {
  readonly scope: string;
  readonly signature: string;
  readonly handoff: string;
  readonly host: string;
  readonly bdf: string;
  readonly verdict: string;
  readonly seen_at: Instant;
}
export interface AlertRow {
  readonly id: string;
  readonly kind: string;
  readonly signature: string;
  readonly scope: string;
  readonly severity: string;
  readonly handoff: string;
  readonly host: string;
  readonly bdf: string;
  readonly verdict: string;
  readonly title: string;
  readonly text: string;
  readonly raised_at: Instant;
}
export interface MuteRow {
  readonly signature: string;
  readonly at: Instant;
  readonly what: 'muted' | 'unmuted';
  readonly person: string;
  readonly why: string;
  readonly until: Instant;
}
/** Rows by table. */
export interface StoreRows {
  readonly line_blocks?: readonly LineBlockRow[];
  readonly facts?: readonly FactRow[];
  readonly handoffs?: readonly HandoffRow[];
  readonly signatures?: readonly SignatureRow[];
  readonly sightings?: readonly SightingRow[];
  readonly alerts?: readonly AlertRow[];
  readonly mutes?: readonly MuteRow[];
}

type EventOf<Type extends keyof EventShapes> = Event<EventShapes[Type]>;

const instantOf = (time: string): Instant => new Date(time).toISOString().replace('T', ' ').slice(0, -1);

export const rowsOfLines = ({ data, time }: EventOf<'io.quiesce.lines-collected.v1'>): StoreRows => {
  const { host, source, firstLine: first_line, text } = data;
  return { line_blocks: [{ host, source, first_line, text, received_at: instantOf(time) }] };
};

export const rowsOfFacts = ({ data, time }: EventOf<'io.quiesce.facts-read.v1'>): StoreRows => {
  const received_at = instantOf(time);
  const facts = data.facts.map((fact) => ({
    host: data.host,
    source: fact.source,
    line: fact.line,
    kind: fact.kind,
    bdf: fact.bdf ?? '',
    fields: JSON.stringify(fact.fields),
    family: fact.family,
    boot: fact.boot,
    lines: fact.lines,
    last_line: fact.lastLine ?? 0,
    named_host: fact.host ?? '',
    time: fact.time,
    at: fact.at ?? '',
    fault: fact.fault,
    count: fact.count,
    corrupted: fact.corrupted ?? '',
    version: data.input.position,
    received_at,
  }));
  return { facts };
};

/** The finding that gave the verdict, or nothing where none did. */
const judgingOf = ({ findings, verdict }: DeviceHandoff): Finding | undefined =>
  findings.find((finding) => finding.verdict === verdict && finding.side === 'incoming') ??
  findings.find((finding) => finding.verdict === verdict);

const signatureRow = ({ id, version, title, parts }: Signature): SignatureRow => ({
  id,
  version,
  title,
  parts: JSON.stringify(parts),
});

/** One row per signature that the devices show. */
const signaturesOf = (devices: readonly DeviceHandoff[]): readonly SignatureRow[] => [
  ...new Map(
    devices.flatMap(({ signature }) => (signature ? [[signature.id, signatureRow(signature)] as const] : [])),
  ).values(),
];

export const rowsOfHandoff = ({ data, time }: EventOf<'io.quiesce.handoff-judged.v1'>): StoreRows => {
  const { handoff, boots, version } = data;
  const { devices } = handoff;
  return {
    signatures: signaturesOf(devices),
    handoffs: [
      {
        host: handoff.host,
        id: handoff.id,
        version,
        received_at: instantOf(time),
        kind: handoff.kind,
        outcome: handoff.outcome,
        complete: handoff.complete,
        kernel_from: handoff.kernels.from ?? '',
        kernel_to: handoff.kernels.to ?? '',
        policy: handoff.policy.label,
        iommu_from: handoff.iommu.from,
        iommu_to: handoff.iommu.to,
        worst: devices[0]?.verdict ?? '',
        'device.bdf': devices.map((device) => device.bdf),
        'device.vendor_device': devices.map((device) => device.id ?? ''),
        'device.driver': devices.map((device) => device.driverBefore ?? device.driverAfter ?? ''),
        'device.driver_before': devices.map((device) => device.driverBefore ?? ''),
        'device.driver_after': devices.map((device) => device.driverAfter ?? ''),
        'device.verdict': devices.map((device) => device.verdict),
        'device.confidence': devices.map((device) => judgingOf(device)?.confidence ?? ''),
        'device.policy': devices.map((device) => device.policy),
        'device.iommu': devices.map((device) => device.iommu),
        'device.signature': devices.map((device) => device.signature?.id ?? ''),
        'device.why': devices.map((device) => judgingOf(device)?.why ?? ''),
        handoff: JSON.stringify(handoff),
        boots: JSON.stringify(boots),
      },
    ],
  };
};

export const rowsOfSignature = ({ data, time }: EventOf<'io.quiesce.signature-seen.v1'>): StoreRows => ({
  sightings: [
    {
      scope: data.scope,
      signature: data.signature,
      handoff: data.handoff,
      host: data.host,
      bdf: data.bdf,
      verdict: data.verdict,
      seen_at: instantOf(time),
    },
  ],
});

export const rowsOfAlert = ({ data, time }: EventOf<'io.quiesce.alert-raised.v1'>): StoreRows => ({
  alerts: [
    {
      id: data.alert,
      kind: data.kind,
      signature: data.signature,
      scope: data.scope ?? 'fleet',
      severity: data.severity ?? 'page',
      handoff: data.handoff,
      host: data.host,
      bdf: data.bdf,
      verdict: data.verdict,
      title: data.title,
      text: data.text,
      raised_at: instantOf(time),
    },
  ],
});

export const rowsOfMute = ({ data, time }: EventOf<'io.quiesce.signature-muted.v1'>): StoreRows => {
  const { signature, by: person, why, until } = data;
  return { mutes: [{ signature, at: instantOf(time), what: 'muted', person, why, until: instantOf(until) }] };
};

export const rowsOfUnmute = ({ data, time }: EventOf<'io.quiesce.signature-unmuted.v1'>): StoreRows => {
  const { signature, by: person, why } = data;
  const at = instantOf(time);
  return { mutes: [{ signature, at, what: 'unmuted', person, why, until: at }] };
};

const ROWS_OF = {
  'io.quiesce.lines-collected.v1': rowsOfLines,
  'io.quiesce.facts-read.v1': rowsOfFacts,
  'io.quiesce.handoff-judged.v1': rowsOfHandoff,
  'io.quiesce.signature-seen.v1': rowsOfSignature,
  'io.quiesce.alert-raised.v1': rowsOfAlert,
  'io.quiesce.signature-muted.v1': rowsOfMute,
  'io.quiesce.signature-unmuted.v1': rowsOfUnmute,
} as const;

/**
 * Rows of any event, `data` being valid by its schema; no rows for an event that the store does not keep (ticks,
 * snapshots, deliveries, dead letters).
 */
export const rowsOf = (event: Event): StoreRows => {
  if (!Object.hasOwn(ROWS_OF, event.type)) return {};
  const rowsOfType = ROWS_OF[event.type as keyof typeof ROWS_OF] as (event: Event<never>) => StoreRows;
  return rowsOfType(event as Event<never>);
};

/** Tables that rows go to, in the order of their first use; what a question joins is there before what it joins to. */
export const TABLES = ['line_blocks', 'facts', 'signatures', 'handoffs', 'sightings', 'alerts', 'mutes'] as const;

/** All rows of a batch together: one insert a table. */
export const joinRows = (batch: readonly StoreRows[]): StoreRows => ({
  line_blocks: batch.flatMap((rows) => rows.line_blocks ?? []),
  facts: batch.flatMap((rows) => rows.facts ?? []),
  signatures: batch.flatMap((rows) => rows.signatures ?? []),
  handoffs: batch.flatMap((rows) => rows.handoffs ?? []),
  sightings: batch.flatMap((rows) => rows.sightings ?? []),
  alerts: batch.flatMap((rows) => rows.alerts ?? []),
  mutes: batch.flatMap((rows) => rows.mutes ?? []),
});
