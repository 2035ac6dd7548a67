/** What changes between two accounts of history: verdicts, signatures, known failures, and the alerts that come of them. */
import { nameOf } from '#core';
import type { Account, DeviceAccount, HandoffAccount, Sight } from './account';

/** In the order in which they are told. */
export const CHANGES = ['alert', 'handoff', 'outcome', 'verdict', 'signature', 'known-failure'] as const;
export interface Change {
  readonly what: (typeof CHANGES)[number];
  readonly how: 'gained' | 'lost' | 'changed';
  readonly handoff: string;
  readonly host: string;
  /** Null where it is of the whole handoff. */
  readonly bdf: string | null;
  /** Null where there was none: a gain. */
  readonly before: string | null;
  /** Null where there is none: a loss. */
  readonly after: string | null;
  /** Of an alert: what it is about, in words. */
  readonly title?: string;
}

const howOf = (before: string | null, after: string | null): Change['how'] =>
  before === null ? 'gained' : after === null ? 'lost' : 'changed';

type About = Pick<Change, 'handoff' | 'host' | 'bdf' | 'title'>;
type Values = Pick<Change, 'before' | 'after'>;
const changeOf = (what: Change['what'], about: About, { before, after }: Values): readonly Change[] =>
  before === after ? [] : [{ what, how: howOf(before, after), ...about, before, after }];

/** Of lists, each value by itself. */
function membersChanged(what: Change['what'], about: About, lists: readonly [readonly string[], readonly string[]]) {
  const [before, after] = lists;
  return [
    ...before.filter((id) => !after.includes(id)).flatMap((id) => changeOf(what, about, { before: id, after: null })),
    ...after.filter((id) => !before.includes(id)).flatMap((id) => changeOf(what, about, { before: null, after: id })),
  ];
}

function deviceChanges(about: About, before: DeviceAccount | undefined, after: DeviceAccount | undefined) {
  const verdicts = { before: before?.verdict ?? null, after: after?.verdict ?? null };
  const signatures = { before: before?.signature ?? null, after: after?.signature ?? null };
  return [
    ...changeOf('verdict', about, verdicts),
    ...changeOf('signature', about, signatures),
    ...membersChanged('known-failure', about, [before?.known ?? [], after?.known ?? []]),
  ];
}

function handoffChanges(before: HandoffAccount | undefined, after: HandoffAccount | undefined): readonly Change[] {
  const { id: handoff, host } = (before ?? after)!;
  const about = { handoff, host, bdf: null };
  const kinds = { before: before?.kind ?? null, after: after?.kind ?? null };
  const outcomes = { before: before?.outcome ?? null, after: after?.outcome ?? null };
  const devices = new Set([...Object.keys(before?.devices ?? {}), ...Object.keys(after?.devices ?? {})]);
  return [
    ...changeOf('handoff', about, kinds),
    ...(before && after ? changeOf('outcome', about, outcomes) : []),
    ...[...devices].flatMap((bdf) => deviceChanges({ ...about, bdf }, before?.devices[bdf], after?.devices[bdf])),
  ];
}

/** Changes within one piece of history. */
export function changesOf({ before, after }: { readonly before: Account; readonly after: Account }): readonly Change[] {
  const was = new Map(before.map((one) => [one.id, one]));
  const is = new Map(after.map((one) => [one.id, one]));
  return [...new Set([...was.keys(), ...is.keys()])].flatMap((id) => handoffChanges(was.get(id), is.get(id)));
}

/** Alerts of one side, by signature: the watcher's ledger. History is given in its order; the first sight of a signature is told. */
export interface Ledger {
  note(handoff: { readonly handoff: string; readonly host: string; readonly sights: readonly Sight[] }): void;
  readonly alerts: ReadonlyMap<string, About>;
}

export function newLedger(): Ledger {
  const alerts = new Map<string, About>();
  const note: Ledger['note'] = ({ handoff, host, sights }) => {
    const named = sights.map((sight) => ({ sight, name: nameOf(sight, (id) => alerts.has(id)) }));
    for (const { sight, name } of named)
      if (!alerts.has(name)) alerts.set(name, { handoff, host, bdf: sight.bdf, title: sight.title });
  };
  return { note, alerts };
}

type Alert = readonly [signature: string, about: About];
const placeOf = ([, { handoff, bdf }]: Alert): string => `${handoff} ${bdf}`;

/**
 * Told when all history was seen, since a side may raise one later than the other. The first sight of a device under another name is
 * the same alert, changed: so it is where a version of the signature comes or goes.
 */
export function alertChanges(before: Ledger['alerts'], after: Ledger['alerts']): readonly Change[] {
  const lost = [...before].filter(([signature]) => !after.has(signature));
  const gained = [...after].filter(([signature]) => !before.has(signature));
  const places = new Map(gained.map((alert): [string, Alert] => [placeOf(alert), alert]));
  const pairs = lost.map((alert) => ({ alert, renamed: places.get(placeOf(alert)) }));
  const renamed = new Set(pairs.map((pair) => pair.renamed));
  const alertChange = (about: About, values: Values) => changeOf('alert', about, values);
  return [
    ...pairs.flatMap(({ alert: [signature, about], renamed }) =>
      alertChange(about, { before: signature, after: renamed?.[0] ?? null }),
    ),
    ...gained
      .filter((alert) => !renamed.has(alert))
      .flatMap(([signature, about]) => alertChange(about, { before: null, after: signature })),
  ];
}
