/** Blame once a boot has shown its devices: an id that came before they were enumerated may be another's. */
import { type Blame, blame, blameStream, NOT_ENUMERATED } from './attribution';
import type { BootState, DeviceState, FaultRun } from './boot';
import { newDevice } from './boot';
import { sameRun } from './fault-run';

const KNOWN_BEFORE: Pick<Blame, 'rule' | 'candidates' | 'ceiling'> = {
  rule: 'requester id, enumerated before the jump',
  candidates: [],
  ceiling: 'certain',
};

/** Blamed before it, or its bridge, was known. */
const isOpen = (device: DeviceState, fault: FaultRun): boolean =>
  device.enumerated === null || fault.rule === NOT_ENUMERATED;

function isNobody(device: DeviceState, from: BootState | null): boolean {
  const wasKnown = device.enumerated === null && from?.devices[device.bdf]?.enumerated != null;
  return !wasKnown && device.faults.some((fault) => isOpen(device, fault));
}

/** A boot whose faults are blamed on what it and the one before it enumerated. */
export function reblame(boot: BootState, from: BootState | null): BootState {
  const known = Object.values(boot.devices).filter(
    ({ bdf, enumerated, faults }) => enumerated === null && faults.length > 0 && from?.devices[bdf]?.enumerated,
  );
  const nobody = Object.values(boot.devices).filter((device) => isNobody(device, from));
  const settled = known.reduce(
    (state, { bdf, faults }) =>
      put(
        state,
        bdf,
        faults.map((fault) => ({ ...fault, ...KNOWN_BEFORE })),
      ),
    boot,
  );
  return clearIdle(settleStrays(nobody.reduce(moveFaults, settled)), from);
}

/**
 * Of several functions that an id may stand for, one that no driver of the outgoing kernel had was never set going by it: where another one
 * had a driver, that one is meant.
 */
function clearIdle(boot: BootState, from: BootState | null): BootState {
  if (from === null || !from.fromStart) return boot;
  const wasIdle = (bdf: string) => from.devices[bdf]?.enumerated != null && from.devices[bdf].driver === null;
  const narrow = (fault: FaultRun): FaultRun => {
    const driven = fault.candidates.filter((bdf) => !wasIdle(bdf));
    if (driven.length === 0 || driven.length === fault.candidates.length) return fault;
    return {
      ...fault,
      candidates: driven,
      ceiling: driven.length > 1 ? 'possible' : 'likely',
      rule: `${fault.rule}, of which the others had no driver`,
    };
  };
  const isMeant = (device: DeviceState, fault: FaultRun) =>
    !isShared(device, fault) || narrow(fault).candidates.includes(device.bdf);
  const settled = (device: DeviceState): DeviceState => ({
    ...device,
    faults: device.faults
      .filter((fault) => isMeant(device, fault))
      .map((fault) => (isShared(device, fault) ? narrow(fault) : fault)),
  });
  const all = Object.values(boot.devices);
  if (!all.some((device) => device.faults.some((fault) => isShared(device, fault)))) return boot;
  const moved = all.flatMap((device) => device.faults.filter((fault) => !isMeant(device, fault)).map(narrow));
  const devices = all.map((device) => [device.bdf, device.faults.length === 0 ? device : settled(device)] as const);
  return moved.reduce(giveToCandidates, { ...boot, devices: Object.fromEntries(devices) });
}

/** Where the one that the line names is not meant, the others are: each has the fault once. */
function giveToCandidates(boot: BootState, fault: FaultRun): BootState {
  const without = fault.candidates.filter((bdf) => !boot.devices[bdf]?.faults.some((run) => sameRun(run, fault)));
  return give(boot, fault, { ...fault, bdfs: without });
}

/** Blamed on the device as on others, before any of them had a driver. An id that nobody has is its own: its candidates say whose it may be a part of. */
const isShared = ({ bdf }: DeviceState, { candidates, phase }: FaultRun): boolean =>
  candidates.length > 1 && candidates.includes(bdf) && (phase === 'early' || phase === 'dormant');

function put(boot: BootState, bdf: string, faults: readonly FaultRun[]): BootState {
  return { ...boot, devices: { ...boot.devices, [bdf]: { ...(boot.devices[bdf] ?? newDevice(bdf)), faults } } };
}

function give(boot: BootState, fault: FaultRun, { bdfs, rule, candidates, ceiling }: Blame): BootState {
  return bdfs.reduce(
    (state, bdf) => put(state, bdf, [...(state.devices[bdf]?.faults ?? []), { ...fault, rule, candidates, ceiling }]),
    boot,
  );
}

function moveFaults(boot: BootState, device: DeviceState): BootState {
  const [open, settled] = [true, false].map((is) => device.faults.filter((fault) => isOpen(device, fault) === is));
  return (open ?? []).reduce(
    (state, fault) => give(state, fault, blame(state, fault.requester ?? device.bdf, fault.segmentTold)),
    put(boot, device.bdf, settled ?? []),
  );
}

function settleStrays(boot: BootState): BootState {
  if (boot.strays.length === 0) return boot;
  const blamed = boot.strays.map((fault) => ({
    fault,
    of: blameStream(boot, fault.requester ?? '', fault.streamId),
  }));
  const strays = blamed.filter(({ of }) => of.bdfs.length === 0).map(({ fault }) => fault);
  return blamed.reduce<BootState>((state, { fault, of }) => give(state, fault, of), { ...boot, strays });
}
