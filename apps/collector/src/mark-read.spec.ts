/** From `quiesce mark` on a host to the policy of its handoff: written, collected as the kernel log holds it, judged. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pino from 'pino';
import { from, lastValueFrom, toArray } from 'rxjs';
import { analyze, type Handoff, type Input, reportOf } from '#core';
import type { Event } from '#event-log';
import { openCheckpoints } from '#roles/collector/checkpoint';
import { collect } from '#roles/collector/collector';
import { sourcesOf } from '#roles/collector/source';
import { mark } from './mark';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'quiesce-mark-read-'));
});
afterEach(() => rm(folder, { recursive: true }));

const marked = (policy: string, device: readonly string[]): readonly string[] => {
  const said: string[] = [];
  const out = { write: (text: string) => said.push(text) };
  expect(mark({ policy, kind: 'kexec', device: [...device], to: '-' }, { out, err: out })).toBe(0);
  return said.join('').trimEnd().split('\n');
};

/** As /dev/kmsg gives back what a program wrote into it: the facility is user's, the level as asked (kernel/printk/printk.c devkmsg_write()). */
const asKmsg = (texts: readonly (readonly [number, number, string])[]): string =>
  texts.map(([priority, seconds, text], at) => `${priority},${at},${Math.round(seconds * 1e6)},-;${text}\n`).join('');

const BANNER = 'Linux version 6.12.9-amd64 (debian-kernel@lists.debian.org) (gcc-14) #1 SMP PREEMPT_DYNAMIC';
const kernel: readonly (readonly [number, number, string])[] = [
  [5, 0, BANNER],
  [6, 0, 'Command line: root=/dev/sda1 ro'],
  [6, 0.9, 'pci 0000:01:00.0: [8086:10d3] type 00 class 0x020000'],
  [6, 0.99, 'pci 0000:01:00.0: Adding to iommu group 5'],
  [6, 1.01, 'DMAR: Intel(R) Virtualization Technology for Directed I/O'],
  [6, 2.2, 'Run /init as init process'],
  [6, 2.6, 'e1000e 0000:01:00.0 eth0: (PCI Express:2.5GT/s:Width x1) 52:54:00:12:34:56'],
];

async function collected(path: string, lines: number): Promise<readonly Input[]> {
  const checkpoints = await openCheckpoints(join(folder, 'checkpoints'));
  const config = {
    host: 'h',
    files: [{ host: 'h', path }],
    once: [],
    stdin: false,
    kmsg: false,
    kmsgPath: '/dev/kmsg',
    to: null,
    toToken: null,
    path: join(folder, 'checkpoints'),
    batchBytes: 1000,
    pollMs: 2,
    tickMs: 60_000,
    ingest: false,
    bodyBytes: 1000,
  };
  const sources = sourcesOf(config, { stdin: process.stdin, onLost: () => undefined });
  const stop = new AbortController();
  const inputs: Input[] = [];
  const send = async (events: readonly Event[]) => {
    for (const { type, data } of events)
      if (type === 'io.quiesce.lines-collected.v1')
        inputs.push({ type: 'lines', ...(data as Omit<Input & { type: 'lines' }, 'type'>) });
    const seen = inputs.flatMap((input) => (input.type === 'lines' ? input.text.trimEnd().split('\n') : []));
    if (seen.length >= lines) stop.abort();
  };
  const logger = pino({ level: 'silent' });
  await collect({ sources, checkpoints, send, tickMs: 60_000, now: () => new Date(), signal: stop.signal, logger });
  return inputs;
}

async function handoffOf(policy: string, device: readonly string[]): Promise<Handoff | undefined> {
  const says = marked(policy, device).map((text) => [12, 11, text] as const);
  const outgoing = [...kernel, ...says, [5, 12, 'kexec_core: Starting new kernel']] as const;
  const text = asKmsg(outgoing) + asKmsg(kernel);
  const path = join(folder, 'kern.log');
  await writeFile(path, text);
  const inputs = await collected(path, text.trimEnd().split('\n').length);
  const end: Input = { type: 'end', host: 'h', source: inputs[0]?.type === 'lines' ? inputs[0].source : path };
  const outputs = await lastValueFrom(analyze(from([...inputs, end])).pipe(toArray()));
  return reportOf(outputs).handoffs[0];
}

test('the policy that a host marked is the policy of its handoff, per device where it says so', async () => {
  const handoff = await handoffOf('shutdown+bus-master-off', ['0000:01:00.0=shutdown+flr']);
  expect(handoff?.policy.declared).toBe('shutdown+bus-master-off');
  expect(handoff?.devices).toMatchObject([{ bdf: '0000:01:00.0', declared: 'shutdown+flr', policy: 'shutdown+flr' }]);
});

test('a mark of more devices than one record holds arrives whole', async () => {
  const others = Array.from({ length: 60 }, (_, at) => `0000:${(at + 16).toString(16)}:00.0=remove`);
  const handoff = await handoffOf('shutdown', [...others, '0000:01:00.0=hot-reset']);
  expect(handoff?.devices[0]).toMatchObject({ declared: 'hot-reset', policy: 'hot-reset' });
});
