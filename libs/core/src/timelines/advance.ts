/** Folds facts into boots: one handler a kind of fact. */
import { entry } from '../entry';
import type { Fact, FactKind, FieldValue } from '../facts/fact';
import type { Moment } from '../report';
import { type Blame, behind, blame, blameEndpoint, blameStream } from './attribution';
import {
  type BootState,
  DEVICES_MAX,
  type DeviceState,
  type ErrorEpisode,
  type FaultRun,
  type Mark,
  newDevice,
} from './boot';
import { declare } from './declaration';
import { HANDOFF_WINDOW_SECONDS, phaseNow, tearingDown } from './phase';
import { countUnknown } from './unknown-count';

/** Places kept of a storm beside its first and last. */
const PLACES_MAX = 8;
/** Different faults kept of a device: further ones are counted with the last. */
const FAULT_RUNS_MAX = 64;
const TOLD_AGAIN_SECONDS = 1;

type Handler = (boot: BootState, fact: Fact) => BootState;

export function momentOf(fact: Fact): Moment {
  return { file: fact.source, line: fact.line, time: fact.time };
}

const text = (value: FieldValue | undefined): string | null =>
  value === undefined || value === null ? null : String(value);
const number = (value: FieldValue | undefined): number | null => (typeof value === 'number' ? value : null);

const isFull = (kept: readonly string[]): boolean => kept.length >= DEVICES_MAX;

/** Drivers kept of a device; a second one already tells that it was handed on. */
const DRIVERS_MAX = 16;
const withDriver = ({ drivers }: DeviceState, driver: string): readonly string[] =>
  drivers.includes(driver) || drivers.length >= DRIVERS_MAX ? drivers : [...drivers, driver];

function withDevice(boot: BootState, bdf: string, change: (device: DeviceState) => DeviceState): BootState {
  return { ...boot, devices: { ...boot.devices, [bdf]: change(boot.devices[bdf] ?? newDevice(bdf)) } };
}

/** A handler that changes the device the fact names, and nothing where it names none. */
function onDevice(change: (device: DeviceState, fact: Fact, boot: BootState) => DeviceState): Handler {
  return (boot, fact) =>
    fact.bdf === null ? boot : withDevice(boot, fact.bdf, (device) => change(device, fact, boot));
}

function mark(name: Mark): Handler {
  return (boot, fact) => (boot.marks[name] ? boot : { ...boot, marks: { ...boot.marks, [name]: momentOf(fact) } });
}

function chain(...handlers: readonly Handler[]): Handler {
  return (boot, fact) => handlers.reduce((state, handler) => handler(state, fact), boot);
}

/** What befell the device no longer holds; it stays left out where it never did. */
function over(device: DeviceState, ...what: readonly ('failed' | 'unbound' | 'removed')[]): DeviceState {
  const happened = what.filter((name) => device[name]);
  return happened.length === 0 ? device : { ...device, ...Object.fromEntries(happened.map((name) => [name, null])) };
}

const driverSpoke = onDevice((device, fact) => {
  const driver = text(fact.fields.driver);
  if (driver === null) return device;
  const rebound = device.driver !== driver || device.unbound != null;
  return {
    ...(rebound ? over(device, 'failed', 'unbound') : device),
    driver,
    drivers: withDriver(device, driver),
    spoke: rebound ? momentOf(fact) : (device.spoke ?? momentOf(fact)),
    claimed: rebound ? null : device.claimed,
  };
});

const driverClaimed = onDevice((device, fact) => {
  const driver = text(fact.fields.driver) ?? device.driver;
  const at = momentOf(fact);
  const drivers = driver === null ? device.drivers : withDriver(device, driver);
  return {
    ...over(device, 'unbound', 'failed', 'removed'),
    driver,
    drivers,
    spoke: device.spoke ?? at,
    claimed: device.claimed ?? at,
    owned: device.owned ?? at,
  };
});

const deviceFailed = onDevice((device, fact) => {
  const at = momentOf(fact);
  const places = [...(device.failed?.places ?? []), at].slice(0, PLACES_MAX);
  const how = device.failed?.how ?? text(fact.fields.how) ?? 'its driver gave up on it';
  const driver = text(fact.fields.driver) ?? device.driver;
  return { ...device, driver, failed: { how, at: device.failed?.at ?? at, places } };
});

const deviceEnumerated = onDevice((device, fact) => ({
  ...over(device, 'removed'),
  vendorDevice: text(fact.fields.vendorDevice) ?? device.vendorDevice,
  pciClass: text(fact.fields.class) ?? device.pciClass,
  deviceKind: text(fact.fields.deviceKind) ?? device.deviceKind,
  enumerated: device.enumerated ?? momentOf(fact),
}));

const oneReset = onDevice((device, fact) => ({
  ...device,
  resets: [
    ...device.resets,
    { method: text(fact.fields.method) ?? 'unknown', ok: fact.fields.ok !== false, at: momentOf(fact) },
  ].slice(-PLACES_MAX),
}));

/** A secondary bus reset names one device and resets all that share its bus (drivers/pci/pci.c pci_bridge_secondary_bus_reset()). */
const deviceReset: Handler = (boot, fact) => {
  if (fact.bdf === null || !/bus|hot|link/i.test(text(fact.fields.method) ?? '')) return oneReset(boot, fact);
  const below = behind(boot, fact.bdf);
  const bus = fact.bdf.slice(0, fact.bdf.lastIndexOf(':') + 1);
  const sharing = Object.keys(boot.devices).filter((bdf) => bdf.startsWith(bus));
  const reset = below.length > 0 ? below : [...new Set([fact.bdf, ...sharing])];
  return reset.reduce((state, bdf) => oneReset(state, { ...fact, bdf }), boot);
};

const busMastering = onDevice((device, fact) =>
  fact.fields.on === true ? { ...device, masterOn: device.masterOn ?? momentOf(fact) } : device,
);

const bridgeWindow: Handler = (boot, fact) => {
  const [secondary, subordinate] = [number(fact.fields.secondary), number(fact.fields.subordinate)];
  return fact.bdf === null || secondary === null || subordinate === null
    ? boot
    : { ...boot, bridges: { ...boot.bridges, [fact.bdf]: { secondary, subordinate } } };
};

/** `enabling device (0006 -> 0002)`: the first value is what the previous owner left (drivers/pci/setup-res.c). */
const deviceEnabled = onDevice((device, fact) => {
  const from = Number.parseInt(text(fact.fields.from) ?? '', 16);
  return Number.isNaN(from) || device.commandBefore != null
    ? device
    : { ...device, commandBefore: from, commandAt: momentOf(fact) };
});

const isOwners = (phase: FaultRun['phase']): boolean => phase === 'claimed' || phase === 'settled';

function sameRun(run: FaultRun, other: FaultRun): boolean {
  return (
    run.kind === other.kind &&
    (run.phase === other.phase || (isOwners(run.phase) && isOwners(other.phase))) &&
    run.access === other.access &&
    run.reason === other.reason &&
    run.requester === other.requester
  );
}

/** Stamped well before the latest of its run: old lines that somebody printed again. CPUs are off by far less. */
const isToldAgain = (run: FaultRun, next: FaultRun): boolean =>
  run.last.time !== null && next.first.time !== null && run.last.time - next.first.time > TOLD_AGAIN_SECONDS;

function joinRuns(run: FaultRun, next: FaultRun): FaultRun {
  if (isToldAgain(run, next)) return run;
  return {
    ...run,
    last: next.last,
    count: run.count + next.count,
    places: run.places.length < PLACES_MAX ? [...run.places, next.first] : run.places,
    corrupted: run.corrupted === null ? null : next.corrupted,
  };
}

function addFault(device: DeviceState, fault: FaultRun): DeviceState {
  const at = device.faults.findIndex((run) => sameRun(run, fault));
  if (at < 0 && device.faults.length < FAULT_RUNS_MAX) return { ...device, faults: [...device.faults, fault] };
  if (at < 0) return { ...device, faults: [...device.faults.slice(0, -1), joinRuns(device.faults.at(-1)!, fault)] };
  return { ...device, faults: device.faults.map((run, index) => (index === at ? joinRuns(run, fault) : run)) };
}

/** Reason class: what a fault is about, free of addresses; VT-d's by its table (drivers/iommu/intel/dmar.c). */
function reasonClass(fact: Fact): string {
  const reason = number(fact.fields.reason);
  if (fact.family === 'dmar' && reason !== null) {
    if (reason === 5 || reason === 6 || reason === 7 || reason === 0xc) return 'page';
    return reason >= 0x20 && reason < 0x30 ? 'interrupt' : 'context';
  }
  return (text(fact.fields.reasonText) ?? text(fact.fields.text) ?? fact.kind)
    .toLowerCase()
    .replace(/[^a-z]+/g, '-')
    .slice(0, 48);
}

function describeFault(fact: Fact): string {
  const access = text(fact.fields.access);
  const address = text(fact.fields.address);
  const reason = text(fact.fields.reasonText) ?? text(fact.fields.text);
  const what =
    fact.kind === 'interrupt-fault'
      ? 'interrupt request refused'
      : `DMA${access ? ` ${access}` : ''}${address ? ` ${address}` : ''}`;
  return reason ? `${what}, ${reason}` : what;
}

function faultRun(
  boot: BootState,
  fact: Fact,
  blamed: Omit<Blame, 'bdfs'> & { requester: string; bdf: string | null },
) {
  const at = momentOf(fact);
  const device = blamed.bdf === null ? null : (boot.devices[blamed.bdf] ?? null);
  const run: FaultRun = {
    family: fact.family,
    kind: fact.kind,
    phase: phaseNow({ boot, device, time: fact.time }),
    access: text(fact.fields.access),
    reason: reasonClass(fact),
    what: describeFault(fact),
    requester: blamed.requester,
    streamId: text(fact.fields.streamId),
    rule: blamed.rule,
    candidates: blamed.candidates,
    ceiling: blamed.ceiling,
    first: at,
    last: fact.lastLine === undefined ? at : { ...at, line: fact.lastLine },
    count: fact.count,
    places: [at],
    corrupted: fact.corrupted,
  };
  return run;
}

/** Ids of nobody that are kept: a platform device's stream, or a function that is enumerated later. */
const STRAYS_MAX = 16;

const iommuFaulted: Handler = (boot, fact) => {
  const requester = fact.bdf ?? text(fact.fields.requester);
  if (requester === null) return boot;
  const blamed =
    fact.bdf === null
      ? blameStream(boot, requester, text(fact.fields.streamId))
      : blame(boot, requester, fact.family !== 'dmar');
  if (blamed.bdfs.length === 0) return addStray(boot, faultRun(boot, fact, { ...blamed, requester, bdf: null }));
  return blamed.bdfs.reduce((state, bdf) => {
    const fault = faultRun(state, fact, { ...blamed, requester, bdf });
    return withDevice(state, bdf, (found) => addFault(found, fault));
  }, boot);
};

function addStray(boot: BootState, fault: FaultRun): BootState {
  const known = boot.strays.some((run) => sameRun(run, fault));
  if (!known && boot.strays.length >= STRAYS_MAX) return boot;
  return {
    ...boot,
    strays: known
      ? boot.strays.map((run) => (sameRun(run, fault) ? joinRuns(run, fault) : run))
      : [...boot.strays, fault],
  };
}

type Named = Pick<Blame, 'rule' | 'candidates'>;
const BY_LINE: Named = { rule: 'the line names the device', candidates: [] };

function openEpisode(boot: BootState, fact: Fact, severity: string, named: Named): ErrorEpisode {
  const device = fact.bdf === null ? null : (boot.devices[fact.bdf] ?? null);
  return {
    family: fact.family,
    kind: fact.kind,
    severity,
    what: text(fact.fields.what) ?? describeError(fact, severity),
    phase: phaseNow({ boot, device, time: fact.time }),
    rule: named.rule,
    candidates: named.candidates,
    first: momentOf(fact),
    outcome: 'open',
    outcomeAt: null,
    corrupted: fact.corrupted,
  };
}

function describeError(fact: Fact, severity: string): string {
  if (fact.family === 'eeh') return 'EEH froze its partitionable endpoint';
  if (fact.family === 'dpc') return 'DPC contained the port above it';
  const layer = text(fact.fields.layer);
  return `PCIe ${severity} error${layer ? `, ${layer}` : ''}`;
}

/** A corrected error is repaired by hardware: no episode. Equal errors while one is open belong to it. */
function addError(boot: BootState, fact: Fact, named: Named = BY_LINE): BootState {
  const severity = text(fact.fields.severity) ?? 'unknown';
  if (fact.bdf === null || severity === 'corrected' || !fact.fault) return boot;
  return withDevice(boot, fact.bdf, (device) =>
    device.errors.some((error) => error.outcome === 'open') || device.errors.length >= PLACES_MAX
      ? device
      : { ...device, errors: [...device.errors, openEpisode(boot, fact, severity, named)] },
  );
}

const pcieError: Handler = (boot, fact) => addError(boot, fact);

/** Containment takes the link away from everything below the port; the trigger may name who caused it (drivers/pci/pcie/dpc.c). */
const contained: Handler = (boot, fact) => {
  const port = fact.bdf;
  if (port === null) return boot;
  const source = text(fact.fields.requester);
  const candidates = source === null || source === port ? [] : [source];
  const named: Named = { rule: `below the contained port ${port}`, candidates };
  return behind(boot, port).reduce(
    (state, bdf) => addError(state, { ...fact, bdf }, bdf === source ? { ...named, candidates: [] } : named),
    addError(boot, fact),
  );
};

const peKey = (fact: Fact): string | null => {
  const pe = text(fact.fields.pe);
  return pe === null ? null : `${text(fact.fields.phb) ?? '?'}/${pe}`;
};

function joinPe(boot: BootState, fact: Fact): BootState {
  const key = peKey(fact);
  if (key === null || fact.bdf === null || boot.peMembers[key]?.includes(fact.bdf)) return boot;
  if (!boot.peMembers[key] && isFull(Object.keys(boot.peMembers))) return boot;
  return { ...boot, peMembers: { ...boot.peMembers, [key]: [...(boot.peMembers[key] ?? []), fact.bdf] } };
}

function bdfsOf(boot: BootState, fact: Fact): readonly string[] {
  if (fact.bdf !== null) return [fact.bdf];
  const key = peKey(fact);
  return key === null ? [] : (boot.peMembers[key] ?? []);
}

/** EEH: each device that a line of the episode names is frozen from there on, and all of a PHB when the PHB is. */
const frozen: Handler = (boot, fact) => {
  const joined = joinPe(boot, fact);
  const key = peKey(fact);
  const members = key === null ? [] : (joined.peMembers[key] ?? []);
  const named = key === null ? BY_LINE : blameEndpoint(members, `PE#${key.slice(key.indexOf('/') + 1)}`);
  return bdfsOf(joined, fact).reduce(
    (state, bdf) =>
      addError(state, { ...fact, bdf, fault: true, fields: { ...fact.fields, severity: 'frozen' } }, named),
    joined,
  );
};

/** The PHB's number is the domain of what is behind it; it freezes whole (arch/powerpc/platforms/powernv/eeh-powernv.c). */
const phbFrozen: Handler = (boot, fact) => {
  const phb = text(fact.fields.phb);
  if (fact.bdf !== null || phb === null) return frozen(boot, fact);
  const domain = Number.parseInt(phb, 16);
  const members = Object.values(boot.devices)
    .filter((device) => device.enumerated && Number.parseInt(device.bdf, 16) === domain)
    .map(({ bdf }) => bdf);
  const named: Named = { rule: `behind PHB#${phb}, which froze whole`, candidates: members };
  return members.reduce(
    (state, bdf) =>
      addError(state, { ...fact, bdf, fault: true, fields: { ...fact.fields, severity: 'frozen' } }, named),
    boot,
  );
};

const eehStep: Handler = (boot, fact) => {
  const joined = joinPe(boot, fact);
  const step = text(fact.fields.step) ?? '';
  if (!step.startsWith('error_detected')) return joined;
  const known = bdfsOf(joined, fact).some((bdf) => (joined.devices[bdf]?.errors.length ?? 0) > 0);
  const isGivenUp = step.includes('permanent failure');
  const opened = isGivenUp && known ? joined : frozen(joined, fact);
  return isGivenUp ? closeEpisodes('failed')(opened, fact) : opened;
};

/**
 * The outcome of a recovery. AER and DPC print it once, for the port that led it (drivers/pci/pcie/err.c); it holds for
 * every open episode on that port and below it (of the same family, where nothing told what is below), and EEH's for every member of the PE.
 */
function closeEpisodes(outcome: 'recovered' | 'failed'): Handler {
  return (boot, fact) => {
    const led = fact.bdf === null ? [] : behind(boot, fact.bdf);
    const named = new Set([...bdfsOf(boot, fact), ...led]);
    const close = (device: DeviceState): DeviceState =>
      !covers({ boot, fact, named, bdf: device.bdf })
        ? device
        : {
            ...device,
            errors: device.errors.map((error) =>
              error.outcome === 'open' ? { ...error, outcome, outcomeAt: momentOf(fact) } : error,
            ),
          };
    const devices = Object.fromEntries(Object.entries(boot.devices).map(([bdf, device]) => [bdf, close(device)]));
    return { ...boot, devices };
  };
}

function covers({
  boot,
  fact,
  named,
  bdf,
}: {
  boot: BootState;
  fact: Fact;
  named: ReadonlySet<string>;
  bdf: string;
}): boolean {
  if (named.has(bdf)) return true;
  if (fact.bdf !== null && boot.bridges[fact.bdf]) return false;
  if (fact.family === 'eeh') return named.size === 0;
  return boot.devices[bdf]?.errors.some((error) => error.outcome === 'open' && error.family === fact.family) ?? false;
}

const moduleFailed: Handler = (boot, fact) => {
  const driver = text(fact.fields.driver);
  return driver === null || entry(boot.modulesFailed, driver) || isFull(Object.keys(boot.modulesFailed))
    ? boot
    : { ...boot, modulesFailed: { ...boot.modulesFailed, [driver]: momentOf(fact) } };
};

/** `dmar_fault: 26 callbacks suppressed` (lib/ratelimit.c): what that function says is a lower bound from then on. */
const suppressed: Handler = (boot, fact) => {
  if (!duringStart(fact)) return boot;
  const count = number(fact.fields.count) ?? fact.count;
  const by = text(fact.fields.by) ?? '';
  return {
    ...boot,
    suppressed: boot.suppressed + count,
    suppressedBy: { ...boot.suppressedBy, [by]: (entry(boot.suppressedBy, by) ?? 0) + count },
  };
};

/** DEFAULT_RATELIMIT_INTERVAL and _BURST (include/linux/ratelimit_types.h). */
const LIMIT_SECONDS = 5;
const LIMIT_BURST = 10;

/**
 * dmar_fault() and arm_smmu_evtq_thread() print behind one limit for all devices, VT-d's status line counted. What it kept back is told only when
 * a later report begins a new interval: until then a full limit may hide anything.
 */
const limited: Handler = (boot, fact) => {
  if ((fact.family !== 'dmar' && fact.family !== 'smmu') || fact.time === null || tearingDown(boot)) return boot;
  const now = fact.time;
  const { since, printed } = boot.reportLimit ?? { since: now, printed: 0 };
  const fresh = now - since > LIMIT_SECONDS;
  const total = (fresh ? 0 : printed) + fact.count;
  const fullAt = total >= LIMIT_BURST ? momentOf(fact) : null;
  return { ...boot, reportLimit: { since: fresh ? now : since, printed: total, fullAt } };
};

/** Damage that is found much later has other causes by far. */
const memoryDamaged: Handler = (boot, fact) =>
  duringStart(fact) && boot.memoryDamage.length < PLACES_MAX && !tearingDown(boot)
    ? { ...boot, memoryDamage: [...boot.memoryDamage, { how: text(fact.fields.how) ?? '', at: momentOf(fact) }] }
    : boot;

const linesLost: Handler = (boot, fact) => {
  if (!duringStart(fact)) return boot;
  const lost = number(fact.fields.lost) ?? 1;
  if (fact.fields.hidden === true) return { ...boot, linesHidden: boot.linesHidden + lost };
  return { ...boot, linesLost: boot.linesLost + lost, gapAt: boot.gapAt ?? momentOf(fact) };
};

const iommuVendor: Handler = (boot, fact) => ({ ...boot, iommuVendor: text(fact.fields.vendor) ?? boot.iommuVendor });

/**
 * device_shutdown() goes from one device to the next and names each before its callback (initcall_debug; drivers/base/core.c): under the bus's
 * name where no driver is bound.
 */
const shutdownEnded: Handler = (boot, fact) => {
  const running = Object.values(boot.devices).find(
    (device) => device.shutdown != null && device.shutdownUntil == null && device.bdf !== fact.bdf,
  );
  return running ? withDevice(boot, running.bdf, (device) => ({ ...device, shutdownUntil: fact.time })) : boot;
};

const HANDLERS: Partial<Record<FactKind, Handler>> = {
  'boot-named': (boot, fact) => ({ ...boot, bootId: boot.bootId ?? text(fact.fields.bootId) }),
  'command-line': (boot, fact) => ({
    ...boot,
    commandLine: longest(boot.commandLine, text(fact.fields.commandLine)),
    crashCommandLine: boot.crashCommandLine || fact.fields.elfcorehdr === true || resetsDevices(fact),
  }),
  'kexec-requested': mark('kexec-requested'),
  'reboot-requested': mark('reboot-requested'),
  'shutdown-started': mark('shutdown'),
  'kexec-started': chain(mark('kexec-started'), shutdownEnded),
  'kexec-jumped': mark('kexec-jumped'),
  'crash-kexec-started': mark('crash-kexec'),
  restarting: mark('restarting'),
  'powered-down': mark('powered-down'),
  panicked: chain(mark('panicked'), (boot, fact) => ({
    ...boot,
    panicReason: boot.panicReason ?? text(fact.fields.reason),
  })),
  'panic-ended': mark('panic-ended'),
  'panic-reboot': mark('panic-reboot'),
  'crash-kernel-reserved': mark('crash-kernel-reserved'),
  'crash-kernel-loaded': chain(mark('crash-kernel-loaded'), (boot, fact) => ({
    ...boot,
    release: boot.release ?? text(fact.fields.release),
  })),
  'kdump-sign': mark('kdump-sign'),
  'policy-declared': (boot, fact) =>
    fact.corrupted === null ? { ...boot, declared: declare(boot.declared, fact) } : boot,
  'init-started': mark('init-started'),
  'out-of-memory': mark('out-of-memory'),
  'kho-found': chain(mark('kho'), (boot, fact) => ({
    ...boot,
    kho: {
      release: boot.kho?.release ?? text(fact.fields.release),
      count: boot.kho?.count ?? number(fact.fields.count),
    },
  })),
  'device-preserved': mark('preserved'),
  'lines-lost': linesLost,
  'callbacks-suppressed': suppressed,
  'source-damaged': (boot, fact) => ({
    ...boot,
    damaged: [...new Set([...boot.damaged, text(fact.fields.reason) ?? 'damaged'])],
  }),
  'line-unknown': (boot, fact) => {
    const side = tearingDown(boot) ? 'teardown' : 'start';
    return { ...boot, unknown: { ...boot.unknown, [side]: countUnknown(boot.unknown[side], fact) } };
  },
  'device-enumerated': deviceEnumerated,
  'driver-spoke': driverSpoke,
  'driver-claimed': driverClaimed,
  'device-enabled': deviceEnabled,
  'probe-failed': deviceFailed,
  'device-failed': deviceFailed,
  'module-failed': moduleFailed,
  'device-stalled': onDevice((device, fact) => ({ ...device, stalled: device.stalled ?? momentOf(fact) })),
  'driver-unbound': onDevice((device, fact) => ({ ...device, unbound: momentOf(fact), claimed: null })),
  'device-removed': onDevice((device, fact) => ({ ...device, removed: momentOf(fact) })),
  'device-shutdown': chain(
    mark('shutdown'),
    shutdownEnded,
    onDevice((device, fact) =>
      fact.fields.driver === 'pci'
        ? { ...device, unbound: device.driver === null ? null : (device.unbound ?? momentOf(fact)) }
        : { ...device, shutdown: device.shutdown ?? momentOf(fact) },
    ),
  ),
  'shutdown-failed': onDevice((device, fact) => ({
    ...device,
    shutdownFailed: { how: text(fact.fields.how) ?? 'its shutdown failed', at: momentOf(fact) },
  })),
  'group-added': onDevice((device, fact) => ({
    ...over(device, 'removed'),
    group: number(fact.fields.group) ?? device.group,
  })),
  'group-removed': onDevice((device, fact) => ({ ...device, removed: momentOf(fact) })),
  'iommu-detected': chain(mark('iommu-detected'), iommuVendor),
  'iommu-enabled': chain(mark('iommu-enabled'), iommuVendor),
  'iommu-disabled': mark('iommu-disabled'),
  'default-domain': (boot, fact) => mark(fact.fields.type === 'passthrough' ? 'passthrough' : 'translated')(boot, fact),
  'identity-mapped': (boot, fact) =>
    fact.bdf === null ||
    fact.fields.how === 'RMRR' ||
    boot.identityMapped.includes(fact.bdf) ||
    isFull(boot.identityMapped)
      ? boot
      : { ...boot, identityMapped: [...boot.identityMapped, fact.bdf] },
  'tables-copied': (boot, fact) =>
    fact.fields.ok === false ? boot : chain(mark('tables-copied'), iommuVendor)(boot, fact),
  'tables-discarded': (boot, fact) =>
    mark(fact.fields.what === 'interrupts' ? 'interrupts-discarded' : 'tables-discarded')(boot, fact),
  'events-off': chain(mark('events-off'), iommuVendor),
  'iommu-fault': chain(iommuFaulted, limited),
  'interrupt-fault': chain(iommuFaulted, limited),
  'fault-status': limited,
  'pcie-error': pcieError,
  'port-contained': contained,
  'pe-frozen': frozen,
  'phb-frozen': phbFrozen,
  'bridge-window': bridgeWindow,
  'bus-mastering': busMastering,
  'memory-damaged': memoryDamaged,
  'eeh-recovering': frozen,
  'eeh-step': eehStep,
  'eeh-recovered': closeEpisodes('recovered'),
  'eeh-failed': closeEpisodes('failed'),
  'error-recovered': closeEpisodes('recovered'),
  'error-unrecovered': closeEpisodes('failed'),
  'device-reset': deviceReset,
  'reset-failed': onDevice((device, fact) => ({
    ...device,
    resets: [...device.resets, { method: text(fact.fields.how) ?? 'reset', ok: false, at: momentOf(fact) }].slice(
      -PLACES_MAX,
    ),
  })),
  'power-refused': onDevice((device, fact) => ({
    ...device,
    powerRefused: device.powerRefused ?? momentOf(fact),
    powerState: device.powerState ?? text(fact.fields.from),
  })),
};

/** Lines lost in the first minutes blind us to a handoff; later ones do not. */
const duringStart = (fact: Fact): boolean => fact.time === null || fact.time <= HANDOFF_WINDOW_SECONDS;

/**
 * `reset_devices` tells drivers that the kernel before left them in any state (Documentation/admin-guide/kernel-parameters.txt): kdump's
 * configuration adds it on every architecture, also where the core's header is told by device tree (arm64, riscv).
 */
const resetsDevices = (fact: Fact): boolean => /(?:^| )reset_devices(?: |$)/.test(text(fact.fields.commandLine) ?? '');

/** The early line is cut at COMMAND_LINE_SIZE, the later one is whole: keep the longer. */
function longest(left: string | null, right: string | null): string | null {
  return (right?.length ?? 0) > (left?.length ?? 0) ? right : left;
}

/** A device more than are kept: who else is named is not followed, and the boot is said to be damaged by it. */
const isBeyond = (boot: BootState, { bdf }: Fact): boolean =>
  bdf !== null && !boot.devices[bdf] && Object.keys(boot.devices).length >= DEVICES_MAX;

const tooMany = (boot: BootState): BootState => ({
  ...boot,
  damaged: [...new Set([...boot.damaged, 'too-many-devices'])],
});

/** One fact further. Facts without a handler change nothing but the clock. */
export function advanceBoot(boot: BootState, fact: Fact): BootState {
  const next = isBeyond(boot, fact) ? tooMany(boot) : (HANDLERS[fact.kind]?.(boot, fact) ?? boot);
  return {
    ...next,
    lastLine: Math.max(next.lastLine, fact.line),
    lastTime: fact.time === null ? next.lastTime : Math.max(next.lastTime ?? 0, fact.time),
  };
}
