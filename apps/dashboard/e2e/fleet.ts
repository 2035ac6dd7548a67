/** A fleet in memory, in the shapes of the query API: what the fixture server answers from. */
import {
  BAD_VERDICTS,
  type Boot,
  badRate,
  chanceOfNew,
  type DeviceHandoff,
  type Fact,
  type Handoff,
  lifeCycleOf,
  type Repertoire,
  VERDICTS,
  type Verdict,
} from '#core';

export interface FleetHandoff {
  readonly handoff: Handoff;
  readonly boots: readonly Boot[];
  readonly facts: readonly Fact[];
  /** Raw lines by source; the first is line 1. */
  readonly logs: Readonly<Record<string, readonly string[]>>;
  readonly receivedAt: string;
}

export type Query = Readonly<Record<string, string | undefined>>;

const countsOf = (devices: readonly DeviceHandoff[]): Partial<Record<Verdict, number>> => {
  const counts: Partial<Record<Verdict, number>> = {};
  for (const { verdict } of devices) counts[verdict] = (counts[verdict] ?? 0) + 1;
  return counts;
};

export function summaryOf({ handoff, receivedAt }: FleetHandoff) {
  const { id, host, kind, outcome, kernels, policy, iommu, complete, devices } = handoff;
  return {
    id,
    host,
    kind,
    outcome,
    kernels,
    policy: policy.label,
    iommu,
    complete,
    worst: devices[0]?.verdict ?? null,
    verdicts: countsOf(devices),
    devices: devices.length,
    receivedAt,
  };
}

const drivers = ({ driverBefore, driverAfter }: DeviceHandoff) => [driverBefore, driverAfter];

/** Does a handoff pass the filters of GET /handoffs? */
export function passes({ handoff }: FleetHandoff, query: Query): boolean {
  const { devices, kernels } = handoff;
  const tests: Readonly<Record<string, (wanted: string) => boolean>> = {
    host: (wanted) => handoff.host === wanted,
    kind: (wanted) => handoff.kind === wanted,
    policy: (wanted) => devices.some(({ policy }) => policy === wanted),
    driver: (wanted) => devices.some((device) => drivers(device).includes(wanted)),
    verdict: (wanted) => devices.some(({ verdict }) => verdict === wanted),
    signature: (wanted) => devices.some(({ signature }) => signature?.id === wanted),
    kernel: (wanted) => kernels.from === wanted || kernels.to === wanted,
  };
  return Object.entries(tests).every(([name, test]) => query[name] === undefined || test(query[name]));
}

const driverOf = (device: DeviceHandoff): string => device.driverAfter ?? device.driverBefore ?? '';

interface Exposed {
  readonly device: DeviceHandoff;
  readonly host: string;
  readonly handoff: string;
}

function repertoireOf(own: readonly Exposed[]): Repertoire {
  const failed = own.filter(({ device }) => device.signature);
  const sights = [...new Set(failed.map(({ device, handoff }) => `${device.signature?.id} ${handoff}`))];
  const ids = sights.map((sight) => sight.split(' ')[0]);
  return { sights: sights.length, singletons: ids.filter((id) => ids.indexOf(id) === ids.lastIndexOf(id)).length };
}

function exposureOf(own: readonly Exposed[]) {
  const seen = own.filter(({ device }) => device.verdict !== 'unobserved');
  const bad = seen.filter(({ device }) => BAD_VERDICTS.includes(device.verdict));
  const hostsOf = (some: readonly Exposed[]) => new Set(some.map(({ host }) => host)).size;
  return {
    bad: bad.length,
    observed: seen.length,
    unobserved: own.length - seen.length,
    hosts: hostsOf(seen),
    badHosts: hostsOf(bad),
    ...repertoireOf(own),
  };
}

export function matrixOf(fleet: readonly FleetHandoff[], kind: string) {
  const exposed = fleet
    .filter(({ handoff }) => handoff.kind === kind)
    .flatMap(({ handoff }) => handoff.devices.map((device) => ({ device, host: handoff.host, handoff: handoff.id })));
  const keys = [...new Set(exposed.map(({ device }) => `${driverOf(device)}\n${device.policy}`))];
  const cells = keys.map((key) => {
    const [driver = '', policy = ''] = key.split('\n');
    const exposure = exposureOf(exposed.filter(({ device: d }) => driverOf(d) === driver && d.policy === policy));
    return { driver, policy, kind, ...exposure, ...badRate(exposure), chanceOfNew: chanceOfNew(exposure) };
  });
  const names = (name: 'driver' | 'policy') => [...new Set(cells.map((cell) => cell[name]))].sort();
  return { drivers: names('driver'), policies: names('policy'), cells };
}

interface Sight {
  readonly at: FleetHandoff;
}

/** As if nothing but what shows it had been exposed to it. */
function lifeOf(own: readonly Sight[]) {
  const dayOf = ({ at }: Sight) => at.receivedAt.slice(0, 10);
  const days = [...new Set(own.map(dayOf))].sort().map((day) => {
    const here = own.filter((sight) => dayOf(sight) === day);
    const hosts = new Set(here.map(({ at }) => at.handoff.host)).size;
    const kernels = here.map(({ at }) => at.handoff.kernels.to ?? '');
    return { day, exposed: hosts, showed: hosts, kernels, showedOn: kernels };
  });
  const cycle = lifeCycleOf(days)!;
  const transitions = own.map(({ at }) => ({
    ...at.handoff.kernels,
    ...{ firstSeen: at.receivedAt, lastSeen: at.receivedAt, hosts: 1, handoffs: 1 },
  }));
  return { ...cycle, days: days.map(({ day, exposed, showed }) => ({ day, exposed, showed })), transitions };
}

/** What a person said of a signature; `until` is null where a mute was taken back. */
export interface MuteWord {
  readonly signature: string;
  readonly at: string;
  readonly by: string;
  readonly why: string;
  readonly until: string | null;
}

function muteOf(words: readonly MuteWord[]) {
  const [last] = words;
  const muted = last?.until ? { by: last.by, why: last.why, since: last.at, until: last.until } : null;
  return { muted, mutes: words.map(({ signature: _, ...word }) => word) };
}

/** `said` is latest first. */
export function signaturesOf(fleet: readonly FleetHandoff[], said: readonly MuteWord[] = []) {
  const shown = fleet.flatMap((at) => at.handoff.devices.filter((d) => d.signature).map((device) => ({ at, device })));
  return [...new Set(shown.map(({ device }) => device.signature!.id))].map((id) => {
    const own = shown.filter(({ device }) => device.signature!.id === id);
    const times = own.map(({ at }) => at.receivedAt).sort();
    return {
      ...own[0]!.device.signature!,
      verdict: own[0]!.device.verdict,
      scope: 'fleet' as const,
      ...lifeOf(own),
      ...muteOf(said.filter(({ signature }) => signature === id)),
      firstSeen: times[0]!,
      lastSeen: times.at(-1)!,
      hosts: new Set(own.map(({ at }) => at.handoff.host)).size,
      handoffs: new Set(own.map(({ at }) => at.handoff.id)).size,
      devices: own.length,
      samples: own.map(({ at, device }) => ({
        handoff: at.handoff.id,
        host: at.handoff.host,
        bdf: device.bdf,
        evidence: device.findings[0]?.evidence ?? [],
      })),
    };
  });
}

/** The review queue: lines that no row took, equal masked ones together, on most hosts first. */
export function unknownLinesOf(fleet: readonly FleetHandoff[]) {
  const shown = fleet.flatMap(({ handoff, facts, receivedAt }) =>
    facts.filter(({ kind }) => kind === 'line-unknown').map((fact) => ({ fact, host: handoff.host, receivedAt })),
  );
  return [...new Set(shown.map(({ fact }) => String(fact.fields.masked)))]
    .map((masked) => {
      const own = shown.filter(({ fact }) => fact.fields.masked === masked);
      const times = own.map(({ receivedAt }) => receivedAt).sort();
      const { host, fact } = own.at(-1)!;
      return {
        masked,
        count: own.length,
        hosts: new Set(own.map((one) => one.host)).size,
        firstSeen: times[0]!,
        lastSeen: times.at(-1)!,
        example: { host, source: fact.source, line: fact.line },
      };
    })
    .sort((a, b) => b.hosts - a.hosts || (a.masked < b.masked ? -1 : 1));
}

export function overviewOf(fleet: readonly FleetHandoff[]) {
  const devices = fleet.flatMap(({ handoff }) => handoff.devices);
  return {
    hosts: new Set(fleet.map(({ handoff }) => handoff.host)).size,
    handoffs: fleet.length,
    devices: devices.length,
    verdicts: Object.fromEntries(VERDICTS.map((verdict) => [verdict, countsOf(devices)[verdict] ?? 0])),
    signatures: signaturesOf(fleet).length,
    alerts: signaturesOf(fleet).length,
    lag: [
      { group: 'correlator', stream: 'lines', lag: 0 },
      { group: 'projector', stream: 'handoffs', lag: 3 },
    ],
    lastEventAt:
      fleet
        .map(({ receivedAt }) => receivedAt)
        .sort()
        .at(-1) ?? null,
  };
}
