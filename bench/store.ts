/** Rows a second into the embedded store, milliseconds a question, and bytes a line: `node dist/bench/store.js [deviceHandoffs] [lines]`. */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import type { Boot, DeviceHandoff, Fact, Handoff, Verdict } from '#core';
import type { Event } from '#event-log';
import { joinRows, type Questions, rowsOf, type Store } from '#store';
import { openStore } from '#store/clickhouse';

const RESULTS = join(process.cwd(), 'bench', 'results', 'store.json');
const DEVICES_PER_HANDOFF = 40;
const HANDOFFS_PER_HOST = 10;
const HANDOFFS_PER_BATCH = 500;
const LINES_PER_BLOCK = 1000;
const BLOCKS_PER_BATCH = 50;
const RUNS = 30;
const FILE = 'console';
const BEGIN_MS = Date.UTC(2026, 0, 1);

const DRIVERS = [
  'e1000e',
  'igb',
  'ixgbe',
  'i40e',
  'ice',
  'mlx5_core',
  'bnxt_en',
  'nvme',
  'megaraid_sas',
  'mpt3sas',
  'ahci',
];
const POLICIES = ['shutdown+bus-master-off', 'remove', 'remove+hot-reset', 'none', 'none+iommu-inherit'];
const KERNELS = ['5.10.0-28', '6.1.0-56', '6.6.30', '6.12.9', '6.12.11'];
/** Most devices are fine, or nobody could see. */
const VERDICTS: readonly Verdict[] = [
  ...Array<Verdict>(70).fill('clean'),
  ...Array<Verdict>(27).fill('unobserved'),
  'dma-leak',
  'probe-failed',
  'faulted',
];

/** Numbers that look drawn and are the same each time (mulberry32). */
const dice = (seed: number) => {
  let state = seed;
  return (sides: number): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % sides;
  };
};
type Dice = ReturnType<typeof dice>;
const pick = <Item>(items: readonly Item[], roll: Dice): Item => items[roll(items.length)]!;

const deviceOf = (index: number, kind: 'kexec' | 'kdump', roll: Dice): DeviceHandoff => {
  const driver = pick(DRIVERS, roll);
  const verdict = pick(VERDICTS, roll);
  const policy = pick(POLICIES, roll);
  const bad = verdict === 'dma-leak' || verdict === 'probe-failed' || verdict === 'faulted';
  const id = `8086:${(0x1000 + DRIVERS.indexOf(driver)).toString(16)}`;
  const moment = (line: number) => ({ file: FILE, line, time: line / 100 });
  return {
    bdf: `0000:${(index >> 3).toString(16).padStart(2, '0')}:00.${index & 7}`,
    id,
    driverBefore: driver,
    driverAfter: driver,
    verdict,
    policy,
    declared: null,
    teardown: { shutdownRan: false, secondsAtMost: null, failed: null, leftIn: null, resets: [] },
    iommu: 'vtd-translated',
    iommuGroup: index,
    findings: [
      {
        verdict,
        confidence: 'certain',
        side: 'incoming',
        phase: 'early',
        family: bad ? 'dmar' : null,
        kind: bad ? 'iommu-fault' : null,
        what: bad ? `DMA read of 0x${roll(1 << 30).toString(16)}000` : 'quiet',
        why: bad
          ? 'before its driver claimed it, under a translating IOMMU'
          : 'watched from the jump on, and nothing was said',
        count: 1,
        attribution: { rule: 'requester id', candidates: [] },
        evidence: bad ? [{ file: FILE, line: 400 + roll(400) }] : [],
      },
    ],
    signature: bad
      ? {
          id: `s1-${kind === 'kdump' ? '8' : '0'}${(DRIVERS.indexOf(driver) * 10 + POLICIES.indexOf(policy)).toString(16).padStart(15, '0')}`,
          version: 1,
          title: `${driver}: DMA read fault under ${policy}`,
          parts: { family: 'dmar', access: 'read', driver, device: id, policy, iommu: 'vtd-translated', handoff: kind },
        }
      : null,
    phases: [
      { phase: 'running', from: null, to: moment(380) },
      { phase: 'early', from: moment(401), to: moment(500 + index) },
      { phase: 'probing', from: moment(500 + index), to: moment(600 + index) },
      { phase: 'claimed', from: moment(600 + index), to: null },
    ],
  };
};

/** Handoffs are a year's, one after another. */
const judgedOf = (number: number, stepMs: number): Event => {
  const roll = dice(number);
  const host = `host-${Math.floor(number / HANDOFFS_PER_HOST)}`;
  const kind = roll(5) === 0 ? 'kdump' : 'kexec';
  const devices = Array.from({ length: DEVICES_PER_HANDOFF }, (_, index) => deviceOf(index, kind, roll));
  const kernels = { from: pick(KERNELS, roll), to: pick(KERNELS, roll) };
  const handoff: Handoff = {
    id: `h-${number.toString(16).padStart(16, '0')}`,
    version: 2,
    host,
    kind,
    asked: null,
    from: `b-${number}`,
    to: `b-${number + 1}`,
    complete: true,
    outcome: 'back',
    kernels,
    policy: { label: pick(POLICIES, roll), declared: null, inferred: [], contradictions: [] },
    iommu: { from: 'vtd-translated', to: 'vtd-translated' },
    unknownLines: [],
    unknownBeyond: 0,
    observability: { fromStart: true, linesLost: 0, suppressed: 0, damaged: [] },
    events: [],
    devices,
  };
  const boot = (side: 'from' | 'to', firstLine: number): Boot => ({
    id: `b-${number}-${side}`,
    host,
    file: FILE,
    firstLine,
    lastLine: firstLine + 499,
    sources: [{ file: FILE, firstLine, lastLine: firstLine + 499 }],
    kernel: kernels[side],
    commandLine: 'quiet intel_iommu=on',
    kind: 'kexec',
    kexecCount: null,
    end: 'open',
  });
  const boots = [boot('from', 1 + number * 1000), boot('to', 501 + number * 1000)];
  const time = new Date(BEGIN_MS + number * stepMs).toISOString();
  return {
    id: handoff.id,
    type: 'io.quiesce.handoff-judged.v1',
    source: '/bench',
    time,
    key: host,
    data: { host, version: number, handoff, boots },
  };
};

const factsOf = (block: number): Event => {
  const roll = dice(block);
  const host = `host-${block}`;
  const facts = Array.from(
    { length: LINES_PER_BLOCK },
    (_, index): Fact => ({
      family: 'dmar',
      kind: 'iommu-fault',
      source: 'console',
      line: index + 1,
      lines: [index + 1],
      boot: 1,
      host: null,
      bdf: `0000:00:0${roll(8)}.0`,
      time: index / 10,
      at: null,
      fields: {
        access: 'read',
        reason: 6,
        reasonText: 'PTE Read access is not set',
        address: `0x${roll(1 << 30).toString(16)}`,
      },
      fault: true,
      count: 1,
      corrupted: null,
    }),
  );
  const data = { host, facts, input: { partition: 0, position: block } };
  const time = new Date(Date.UTC(2026, 0, 1) + block).toISOString();
  return { id: `${block}`, type: 'io.quiesce.facts-read.v1', source: '/bench', time, key: host, data };
};

/** The corpus's logs, each host's with its own times: `[    1.234567]` and addresses differ from host to host as they do in life. */
const readLogs = (): readonly (readonly string[])[] => {
  const folder = join(process.cwd(), 'corpus');
  return readdirSync(folder)
    .filter((name) => name.endsWith('.log'))
    .map((name) => readFileSync(join(folder, name), 'utf8').trimEnd().split('\n'));
};
const linesOf = (logs: readonly (readonly string[])[], block: number): Event => {
  const roll = dice(block);
  const log = logs[block % logs.length]!;
  const lines = Array.from({ length: LINES_PER_BLOCK }, (_, index) =>
    log[index % log.length]!.replace(
      /(\d)\.\d{6}\]/,
      (_match, digit) => `${digit}.${String(roll(1e6)).padStart(6, '0')}]`,
    ),
  );
  const host = `host-${block}`;
  const data = { host, source: 'console', firstLine: 1, text: lines.join('\n') };
  const time = new Date(Date.UTC(2026, 0, 1) + block * 10).toISOString();
  return { id: `${block}`, type: 'io.quiesce.lines-collected.v1', source: '/bench', time, key: host, data };
};

/** Seconds that making rows and inserting them took; making the events is not counted. */
const fill = async (store: Store, total: number, each: number, eventOf: (number: number) => Event): Promise<number> => {
  let seconds = 0;
  for (let from = 0; from < total; from += each) {
    const events = Array.from({ length: Math.min(each, total - from) }, (_, index) => eventOf(from + index));
    const began = process.hrtime.bigint();
    await store.insert(joinRows(events.map(rowsOf)));
    seconds += Number(process.hrtime.bigint() - began) / 1e9;
  }
  return seconds;
};

interface Latency {
  readonly p50Ms: number;
  readonly p95Ms: number;
}
const latencyOf = async <Name extends keyof Questions>(
  store: Store,
  name: Name,
  parametersOf: (run: number) => Questions[Name]['parameters'],
): Promise<Latency> => {
  const times: number[] = [];
  for (let run = 0; run < RUNS; run += 1) {
    const began = process.hrtime.bigint();
    await store.ask(name, parametersOf(run));
    times.push(Number(process.hrtime.bigint() - began) / 1e6);
  }
  times.sort((left, right) => left - right);
  const at = (share: number) => Math.round(times[Math.floor(times.length * share)]! * 10) / 10;
  return { p50Ms: at(0.5), p95Ms: at(0.95) };
};

const measureQuestions = async (
  store: Store,
  { handoffs, stepMs }: { handoffs: number; stepMs: number },
): Promise<Readonly<Record<string, Latency>>> => {
  const idOf = (run: number) =>
    `h-${Math.floor((handoffs * run) / RUNS)
      .toString(16)
      .padStart(16, '0')}`;
  const middle = { rank: BEGIN_MS + Math.floor(handoffs / 2) * stepMs, id: '' };
  return {
    'handoffs, first page': await latencyOf(store, 'handoffs', () => ({ limit: 100 })),
    'handoffs, page in the middle': await latencyOf(store, 'handoffs', () => ({ limit: 100, after: middle })),
    'handoffs by host': await latencyOf(store, 'handoffs', (run) => ({ limit: 100, host: `host-${run}` })),
    'handoffs by driver and verdict': await latencyOf(store, 'handoffs', (run) => ({
      limit: 100,
      driver: DRIVERS[run % DRIVERS.length]!,
      verdict: 'dma-leak',
    })),
    handoff: await latencyOf(store, 'handoff', (run) => ({ id: idOf(run) })),
    'handoff-lines': await latencyOf(store, 'handoff-lines', (run) => ({ id: idOf(run), limit: 500 })),
    'handoff-facts': await latencyOf(store, 'handoff-facts', (run) => ({ id: idOf(run) })),
    matrix: await latencyOf(store, 'matrix', () => ({ kind: 'kexec' })),
    signatures: await latencyOf(store, 'signatures', () => ({ limit: 100 })),
    signature: await latencyOf(store, 'signature', () => ({ id: 's1-0000000000000001' })),
    overview: await latencyOf(store, 'overview', () => ({})),
  };
};

interface Engine {
  readonly Session: new (path: string) => { query(sql: string, format: string): string; close(): void };
}
/** Bytes on disk of a row of each table, once merged. */
const measureBytes = (path: string, tables: readonly string[]): Readonly<Record<string, number>> => {
  const { Session } = require('chdb') as Engine;
  const session = new Session(path);
  const bytes = tables.map((table) => {
    session.query(`OPTIMIZE TABLE ${table} FINAL`, 'TSV');
    const sql = `SELECT sum(bytes_on_disk) / sum(rows) FROM system.parts WHERE active AND table = '${table}'`;
    return [table, Math.round(Number(session.query(sql, 'TSV')) * 100) / 100] as const;
  });
  session.close();
  return Object.fromEntries(bytes);
};

const main = async (): Promise<void> => {
  const devices = Number(process.argv[2] ?? 1_000_000);
  const lines = Number(process.argv[3] ?? 1_000_000);
  const handoffs = Math.ceil(devices / DEVICES_PER_HANDOFF);
  const blocks = Math.ceil(lines / LINES_PER_BLOCK);
  const stepMs = Math.floor((365 * 86_400_000) / handoffs);
  const path = mkdtempSync(join(tmpdir(), 'quiesce-bench-store-'));
  const load = loadavg().map((value) => Math.round(value * 100) / 100);
  const logs = readLogs();
  const store = await openStore({ kind: 'embedded', path });
  await store.migrate();
  const seconds = {
    handoffs: await fill(store, handoffs, HANDOFFS_PER_BATCH, (number) => judgedOf(number, stepMs)),
    facts: await fill(store, blocks, BLOCKS_PER_BATCH, factsOf),
    lines: await fill(store, blocks, BLOCKS_PER_BATCH, (block) => linesOf(logs, block)),
  };
  const rate = (rows: number, took: number) => Math.round(rows / took);
  const result = {
    machine: {
      cpu: cpus()[0]?.model,
      cores: cpus().length,
      memoryGib: Math.round(totalmem() / 2 ** 30),
      node: process.version,
      load,
    },
    rows: {
      handoffs,
      deviceHandoffs: handoffs * DEVICES_PER_HANDOFF,
      facts: blocks * LINES_PER_BLOCK,
      lines: blocks * LINES_PER_BLOCK,
    },
    insertedPerSecond: {
      deviceHandoffs: rate(handoffs * DEVICES_PER_HANDOFF, seconds.handoffs),
      facts: rate(blocks * LINES_PER_BLOCK, seconds.facts),
      lines: rate(blocks * LINES_PER_BLOCK, seconds.lines),
    },
    questions: await measureQuestions(store, { handoffs, stepMs }),
  };
  await store.close();
  const bytesPerRow = measureBytes(path, ['handoffs', 'facts', 'lines']);
  const text = JSON.stringify({ ...result, bytesPerRow }, null, 2);
  mkdirSync(join(process.cwd(), 'bench', 'results'), { recursive: true });
  writeFileSync(RESULTS, `${text}\n`);
  process.stdout.write(`${text}\n`);
  rmSync(path, { recursive: true, force: true });
};

void main();
