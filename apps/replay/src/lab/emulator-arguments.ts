/** QEMU's command line for a planned host. All its sockets are in its working directory; it has no network. */
import type { PciFunction } from '#simulator';
import { LAB_DEVICES } from './lab-device';
import { CONSOLE_FILE, TAP_FILE } from './lab-machine';
import type { LabPlan } from './plan';

export const SOCKETS = { monitor: 'qmp.sock', gremlin: 'qtest.sock' } as const;
export const FILES = {
  kernel: 'kernel',
  initrd: 'initrd',
  console: CONSOLE_FILE,
  tap: TAP_FILE,
  trace: 'trace.log',
} as const;

/** One that receives frames from the lab; all that are there get the same. */
export const networkOf = (at: number): string => `net${at}.sock`;
export const driveOf = (at: number): string => `drive${at}`;

export interface Emulated {
  readonly plan: LabPlan;
  readonly commandLine: string;
  readonly memoryMiB: number;
}

const busOf = (bdf: string): number => Number.parseInt(bdf.slice(5, 7), 16);
const slotOf = (bdf: string): string => `0x${Number.parseInt(bdf.slice(8, 10), 16).toString(16)}`;
const busName = (bus: number): string => (bus === 0 ? 'pcie.0' : `bus${bus}`);
const placed = ({ bdf }: PciFunction): string => `bus=${busName(busOf(bdf))},addr=${slotOf(bdf)}`;

const BRIDGES: Readonly<Record<string, string>> = {
  'root-port': 'pcie-root-port',
  upstream: 'x3130-upstream',
  downstream: 'xio3130-downstream',
  'pci-bridge': 'pcie-pci-bridge',
};
/** Ports with a slot must say which. */
const SLOTTED = new Set(['root-port', 'downstream']);

function bridge(fn: PciFunction): readonly string[] {
  const secondary = fn.buses?.secondary ?? 0;
  const slot = SLOTTED.has(fn.kind) ? `,chassis=${secondary},slot=${secondary}` : '';
  return ['-device', `${BRIDGES[fn.kind]},id=${busName(secondary)}${slot},${placed(fn)}`];
}

/** A disk of 64 MiB that is nowhere: reads give zeroes, writes are forgotten. */
const drive = (at: number): readonly string[] => [
  '-drive',
  `if=none,id=${driveOf(at)},driver=null-co,size=67108864,read-zeroes=on`,
];

function endpoint(fn: PciFunction, at: number): readonly string[] {
  const row = LAB_DEVICES[fn.model ?? ''];
  if (!row) throw new Error(`${fn.model} was planned and is no device of the lab`);
  const [name, ...properties] = row.device.split(',');
  const device = (...more: string[]) => [
    '-device',
    [name, `id=dev${at}`, placed(fn), ...more, ...properties].join(','),
  ];
  if (row.backend === 'none') return device();
  if (row.backend === 'network') {
    const netdev = `stream,id=net${at},server=off,addr.type=unix,addr.path=${networkOf(at)}`;
    return ['-netdev', netdev, ...device(`netdev=net${at}`, `mac=${fn.mac}`, 'romfile=')];
  }
  if (row.disk === undefined) return [...drive(at), ...device(`drive=${driveOf(at)}`, `serial=lab${at}`)];
  return [...drive(at), ...device(), '-device', `${row.disk},drive=${driveOf(at)},bus=dev${at}.0`];
}

function functionArguments({ machine, devices }: LabPlan): readonly string[] {
  return machine.functions.flatMap((fn) => {
    if (fn.kind === 'host-bridge') return [];
    return fn.kind === 'endpoint' ? endpoint(fn, devices.indexOf(fn)) : bridge(fn);
  });
}

/**
 * Software emulation only: a leak must not depend on the machine that the lab runs on. Instructions keep the guest's time (8 ns each): by the clock of a busy
 * machine its timers come late, and a kernel that tests them panics.
 */
export function emulatorArguments({ plan, commandLine, memoryMiB }: Emulated): readonly string[] {
  return [
    ...['-accel', 'tcg', '-icount', 'shift=3', '-smp', '1', '-m', `${memoryMiB}`],
    ...['-nodefaults', '-no-user-config', '-display', 'none', '-no-reboot'],
    ...plan.lab.arguments,
    ...plan.lab.ports,
    ...['-qmp', `unix:${SOCKETS.monitor}`, '-qtest', `unix:${SOCKETS.gremlin}`, '-qtest-log', '/dev/null'],
    ...['-msg', 'timestamp=on', '-D', FILES.trace, ...plan.lab.traces.flatMap((trace) => ['-trace', trace])],
    ...functionArguments(plan),
    ...['-kernel', FILES.kernel, '-initrd', FILES.initrd, '-append', commandLine],
  ];
}
