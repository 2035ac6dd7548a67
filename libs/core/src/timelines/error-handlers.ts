/** Errors that the kernel tries to recover a device from: EEH, AER, DPC. */
import type { Fact } from '../facts/fact';
import { type Blame, behind, blameEndpoint } from './attribution';
import type { BootState, ErrorEpisode, OpenBoot } from './boot';
import { changeDevice, type Handler, type Handlers, isFull, momentOf, PLACES_MAX, text } from './handler';
import { phaseNow } from './phase';

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
function addError(boot: OpenBoot, fact: Fact, named: Named = BY_LINE): void {
  const severity = text(fact.fields.severity) ?? 'unknown';
  if (fact.bdf === null || severity === 'corrected' || !fact.fault) return;
  changeDevice(boot, fact.bdf, (device) =>
    device.errors.some((error) => error.outcome === 'open') || device.errors.length >= PLACES_MAX
      ? device
      : { ...device, errors: [...device.errors, openEpisode(boot, fact, severity, named)] },
  );
}

const pcieError: Handler = (boot, fact) => addError(boot, fact);

/** Containment takes the link away from everything below the port; the trigger may name who caused it (drivers/pci/pcie/dpc.c). */
const contained: Handler = (boot, fact) => {
  const port = fact.bdf;
  if (port === null) return;
  const source = text(fact.fields.requester);
  const candidates = source === null || source === port ? [] : [source];
  const named: Named = { rule: `below the contained port ${port}`, candidates };
  addError(boot, fact);
  for (const bdf of behind(boot, port))
    addError(boot, { ...fact, bdf }, bdf === source ? { ...named, candidates: [] } : named);
};

const peKey = (fact: Fact): string | null => {
  const pe = text(fact.fields.pe);
  return pe === null ? null : `${text(fact.fields.phb) ?? '?'}/${pe}`;
};

function joinPe(boot: OpenBoot, fact: Fact): void {
  const key = peKey(fact);
  if (key === null || fact.bdf === null || boot.peMembers[key]?.includes(fact.bdf)) return;
  if (!boot.peMembers[key] && isFull(Object.keys(boot.peMembers))) return;
  boot.peMembers = { ...boot.peMembers, [key]: [...(boot.peMembers[key] ?? []), fact.bdf] };
}

/** A PE of a bus holds the functions on it that are known by then: they are enumerated before it is set up. */
function joinBus(boot: OpenBoot, fact: Fact): void {
  const { bus, busLast } = fact.fields;
  if (typeof bus !== 'number' || typeof busLast !== 'number') return;
  for (const bdf of behindPhb(boot, text(fact.fields.phb) ?? ''))
    if (busOf(bdf) >= bus && busOf(bdf) <= busLast) joinPe(boot, { ...fact, bdf });
}

const busOf = (bdf: string): number => Number.parseInt(bdf.slice(bdf.indexOf(':') + 1), 16);

function bdfsOf(boot: BootState, fact: Fact): readonly string[] {
  if (fact.bdf !== null) return [fact.bdf];
  const key = peKey(fact);
  return key === null ? [] : (boot.peMembers[key] ?? []);
}

const freezing = (fact: Fact, bdf: string): Fact => ({
  ...fact,
  bdf,
  fault: true,
  fields: { ...fact.fields, severity: 'frozen' },
});

/** EEH: each device that a line of the episode names is frozen from there on, and all of a PHB when the PHB is. */
const frozen: Handler = (boot, fact) => {
  joinPe(boot, fact);
  const key = peKey(fact);
  const members = key === null ? [] : (boot.peMembers[key] ?? []);
  const named = key === null ? BY_LINE : blameEndpoint(members, `PE#${key.slice(key.indexOf('/') + 1)}`);
  for (const bdf of bdfsOf(boot, fact)) addError(boot, freezing(fact, bdf), named);
};

/** The PHB's number is the domain of what is behind it. */
function behindPhb(boot: BootState, phb: string): readonly string[] {
  const domain = Number.parseInt(phb, 16);
  return Object.values(boot.devices)
    .filter((device) => device.enumerated && Number.parseInt(device.bdf, 16) === domain)
    .map(({ bdf }) => bdf);
}

/** A PHB freezes whole (arch/powerpc/platforms/powernv/eeh-powernv.c). */
const phbFrozen: Handler = (boot, fact) => {
  const phb = text(fact.fields.phb);
  if (fact.bdf !== null || phb === null) {
    frozen(boot, fact);
    return;
  }
  const members = behindPhb(boot, phb);
  const named: Named = { rule: `behind PHB#${phb}, which froze whole`, candidates: members };
  for (const bdf of members) addError(boot, freezing(fact, bdf), named);
};

/** eehd recovers one endpoint after the other (arch/powerpc/kernel/eeh_event.c), and says at its beginning which. */
const recoveryBegun: Handler = (boot, fact) => {
  frozen(boot, fact);
  boot.recovering = {
    phb: text(fact.fields.phb),
    pe: text(fact.fields.pe),
    bdfs: fact.bdf === null ? [] : [fact.bdf],
  };
};

/** A function that a line names while an endpoint is recovered is one of it, or of an endpoint below it. */
function noteRecovering(boot: OpenBoot, { bdf }: Fact): void {
  const { recovering } = boot;
  if (!recovering || bdf === null || recovering.bdfs.includes(bdf) || isFull(recovering.bdfs)) return;
  boot.recovering = { ...recovering, bdfs: [...recovering.bdfs, bdf] };
}

/** An outcome that names nobody (`EEH: Recovery successful.`), or the endpoint itself, is of the recovery under way. */
function isOfRecovery({ recovering }: BootState, fact: Fact): boolean {
  if (!recovering || fact.family !== 'eeh' || fact.bdf !== null) return false;
  const key = peKey(fact);
  return key === null || key === `${recovering.phb ?? '?'}/${recovering.pe}`;
}

/** Whom it means: up to 4.18 the lines of a recovery name functions without their endpoint. */
function recoveringBdfs(boot: BootState): readonly string[] {
  if (!boot.recovering) return [];
  const { phb, pe, bdfs } = boot.recovering;
  const members = phb === null || pe === null ? [] : (boot.peMembers[`${phb}/${pe}`] ?? []);
  const named = [...bdfs, ...members];
  return phb !== null && (pe === null || named.length === 0) ? [...named, ...behindPhb(boot, phb)] : named;
}

/** Why nobody was told of a device whose endpoint is recovered (arch/powerpc/kernel/eeh_driver.c eeh_pe_report_edev()). */
const UNTOLD = /^(?:no driver|driver not eeh aware|driver bound too late|not actionable|device changed)/;

/** A device that a recovery passes over is frozen with the others, also where the line that froze the endpoint named nobody. */
const eehStep: Handler = (boot, fact) => {
  joinPe(boot, fact);
  joinBus(boot, fact);
  noteRecovering(boot, fact);
  const step = text(fact.fields.step) ?? '';
  const isDetected = step.startsWith('error_detected');
  if (!isDetected && !UNTOLD.test(step)) return;
  const known = bdfsOf(boot, fact).some((bdf) => (boot.devices[bdf]?.errors.length ?? 0) > 0);
  const isGivenUp = step.includes('permanent failure');
  if (!known || (isDetected && !isGivenUp)) frozen(boot, fact);
  if (isGivenUp) closeEpisodes('failed')(boot, fact);
};

/**
 * The outcome of a recovery. AER and DPC print it once, for the port that led it (drivers/pci/pcie/err.c); it holds for
 * every open episode on that port and below it (of the same family, where nothing told what is below), and EEH's for every member of the PE
 * that it names or, where it names none, of the one under recovery.
 */
function closeEpisodes(outcome: 'recovered' | 'failed'): Handler {
  return (boot, fact) => {
    const led = fact.bdf === null ? [] : behind(boot, fact.bdf);
    const named = new Set([...bdfsOf(boot, fact), ...led, ...(isOfRecovery(boot, fact) ? recoveringBdfs(boot) : [])]);
    const close = (error: ErrorEpisode): ErrorEpisode =>
      error.outcome === 'open' ? { ...error, outcome, outcomeAt: momentOf(fact) } : error;
    for (const device of Object.values(boot.devices))
      if (device.errors.length > 0 && covers({ boot, fact, named, bdf: device.bdf }))
        boot.devices[device.bdf] = { ...device, errors: device.errors.map(close) };
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
  if (fact.family === 'eeh') return named.size === 0 && !boot.recovering;
  return boot.devices[bdf]?.errors.some((error) => error.outcome === 'open' && error.family === fact.family) ?? false;
}

export const ERROR_HANDLERS: Handlers = {
  'pcie-error': pcieError,
  'port-contained': contained,
  'pe-frozen': frozen,
  'phb-frozen': phbFrozen,
  'eeh-recovering': recoveryBegun,
  'eeh-step': eehStep,
  'eeh-recovered': closeEpisodes('recovered'),
  'eeh-failed': closeEpisodes('failed'),
  'error-recovered': closeEpisodes('recovered'),
  'error-unrecovered': closeEpisodes('failed'),
};
