/** Bytes that the correlator keeps of a host: idle, after its handoff settled, and in the midst of one; in memory and as a snapshot. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { from } from 'rxjs';
import { analyze, type HostState, type Input } from '#core';
import { createHostStates } from '#roles/correlator/resting';

const RESULTS = join(process.cwd(), 'bench', 'results', 'memory.json');
const HOSTS = 1000;
const stamp = (seconds: number) => `[${seconds.toFixed(6).padStart(12)}] `;

const bdfOf = (index: number) => `0000:${(index + 1).toString(16).padStart(2, '0')}:00.0`;

/** A boot as a server prints it: every device enumerated, in a group of its own, taken by a driver that says a few words. */
function boot(devices: number, commandLine: string, more: readonly string[]): readonly string[] {
  const all = Array.from({ length: devices }, (_, index) => index);
  const early = all.flatMap((index) => [
    `${stamp(0.9 + index / 1000)}pci ${bdfOf(index)}: [8086:10d3] type 00 class 0x020000`,
    `${stamp(0.99 + index / 1000)}pci ${bdfOf(index)}: Adding to iommu group ${index}`,
  ]);
  const taken = all.flatMap((index) => [
    `${stamp(2.5 + index / 10)}e1000e ${bdfOf(index)}: Interrupt Throttling Rate (ints/sec) set to dynamic conservative mode`,
    `${stamp(2.6 + index / 10)}e1000e ${bdfOf(index)} eth${index}: (PCI Express:2.5GT/s:Width x1) 52:54:00:12:34:56`,
  ]);
  return [
    `${stamp(0)}Linux version 6.12.0-1-amd64 (debian-kernel@lists.debian.org) (gcc-14) #1 SMP PREEMPT_DYNAMIC`,
    `${stamp(0)}Command line: ${commandLine}`,
    ...early,
    `${stamp(1.1)}DMAR: Intel(R) Virtualization Technology for Directed I/O`,
    ...taken,
    `${stamp(9)}Run /init as init process`,
    ...more,
  ];
}

const quiet = (from: number) =>
  Array.from({ length: 200 }, (_, index) => `${stamp(from + index)}audit: backlog limit ${index}`);
const fault = (index: number, at: number) =>
  `${stamp(at)}DMAR: [DMA Read NO_PASID] Request device [${bdfOf(index).slice(5)}] fault addr 0x293e000 [fault reason 0x06] PTE Read access is not set`;

function stateOf(lines: readonly string[]): HostState {
  const input: Input = { type: 'lines', host: 'h', source: 'console', firstLine: 1, text: lines.join('\n') };
  let state: HostState | null = null;
  analyze(from([input, { type: 'tick', host: 'h', at: '2026-01-01T00:00:00Z' }] as const)).subscribe((output) => {
    if (output.type === 'state') state = output.state;
  });
  if (state === null) throw new Error('analyze() told no state');
  return state;
}

const SCENES: Readonly<Record<string, () => readonly string[]>> = {
  'idle, no device': () => boot(0, 'ro', quiet(20)),
  'idle, 8 devices': () => boot(8, 'ro', quiet(20)),
  'idle, 40 devices': () => boot(40, 'ro', quiet(20)),
  'open handoff, 40 devices, half of them leaking': () => [
    ...boot(40, 'ro', [`${stamp(900)}kexec_core: Starting new kernel`]),
    ...boot(40, 'ro', []).slice(0, 86),
    ...Array.from({ length: 400 }, (_, index) => fault(index % 20, 1.2 + index / 1000)),
  ],
};

/** Heap of one of a thousand equal states. */
function heapOf(copy: () => unknown): number {
  if (!global.gc) throw new Error('run it with --expose-gc');
  const states: unknown[] = [];
  global.gc();
  const before = process.memoryUsage().heapUsed;
  for (let host = 0; host < HOSTS; host++) states.push(copy());
  global.gc();
  const bytes = (process.memoryUsage().heapUsed - before) / HOSTS;
  return states.length === HOSTS ? Math.round(bytes) : 0;
}

/** As the correlator keeps a host that it has not heard of for a while. */
function restingOf(state: HostState): number {
  const states = createHostStates(0);
  states.set('h', state);
  return states.packedBytes;
}

const measured = Object.entries(SCENES).map(([scene, lines]) => {
  const state = stateOf(lines());
  const json = JSON.stringify(state);
  return {
    scene,
    snapshotBytes: json.length,
    /** As folded; and as read back from a snapshot, where nothing is shared. */
    heapBytes: heapOf(() => stateOf(lines())),
    heapBytesRestored: heapOf(() => JSON.parse(json)),
    restingBytes: restingOf(state),
  };
});
const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim();
mkdirSync(join(process.cwd(), 'bench', 'results'), { recursive: true });
writeFileSync(RESULTS, `${JSON.stringify({ commit, node: process.version, hosts: HOSTS, measured }, null, 2)}\n`);
console.table(measured);
