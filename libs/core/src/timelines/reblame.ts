/** Blame once a boot has shown its devices: an id that came before they were enumerated may be another's. */
import { type Blame, blame, blameStream } from './attribution';
import type { BootState, DeviceState, FaultRun } from './boot';
import { newDevice } from './boot';

const KNOWN_BEFORE: Pick<Blame, 'rule' | 'candidates' | 'ceiling'> = {
  rule: 'requester id, enumerated before the jump',
  candidates: [],
  ceiling: 'certain',
};

function isNobody(device: DeviceState, from: BootState | null): boolean {
  return device.enumerated === null && device.faults.length > 0 && from?.devices[device.bdf]?.enumerated == null;
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
  return settleStrays(nobody.reduce(moveFaults, settled));
}

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
  return device.faults.reduce(
    (state, fault) => give(state, fault, blame(state, fault.requester ?? device.bdf, fault.family !== 'dmar')),
    put(boot, device.bdf, []),
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
