import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Report } from '#core';
import { type Format, runAnalyze } from './analyze';
import { runFacts } from './facts-run';
import { hostFiles } from './read-hosts';

const dir = mkdtempSync(join(tmpdir(), 'quiesce-bad-'));
afterAll(() => rmSync(dir, { recursive: true }));
const golden = readFileSync(join(__dirname, '../../../corpus/vtd-leak-crash-2nics.log'));
const LEAKS = ['0000:01:00.0', '0000:02:00.0'];

const file = (name: string, bytes: Uint8Array | string) => {
  const path = join(dir, name);
  writeFileSync(path, bytes);
  return path;
};
const terminal = () => {
  const said = { out: '', err: '' };
  const out = async (text: string) => {
    said.out += text;
  };
  const err = (text: string) => {
    said.err += text;
  };
  return { said, terminal: { out, err } };
};
const analyzed = async (files: readonly string[], format: Format = 'json') => {
  const { said, terminal: to } = terminal();
  const { sources } = hostFiles({ files, hosts: [] });
  const request = { sources, format, failOn: [], device: null, screen: { columns: 80, colour: false } };
  const code = await runAnalyze(request, to);
  return { code, ...said };
};
const reported = async (...files: readonly string[]) => {
  const { code, out, err } = await analyzed(files);
  return { code, err, report: JSON.parse(out) as Report };
};
const leaksOf = (report: Report) =>
  report.handoffs
    .flatMap(({ devices }) => devices.filter(({ verdict }) => verdict === 'dma-leak').map(({ bdf }) => bdf))
    .sort();
const factsOf = async (path: string) => {
  const { said, terminal: to } = terminal();
  const code = await runFacts([path], to);
  const facts = said.out
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as { line: number; kind: string; fault: boolean });
  return { code, facts, err: said.err };
};

test('the log itself gives two leaks', async () => {
  const { code, report } = await reported(file('good.log', golden));
  expect(code).toBe(0);
  expect(leaksOf(report)).toEqual(LEAKS);
});

test('an empty file is told, and is no success', async () => {
  const { code, err, report } = await reported(file('empty.log', ''));
  expect(code).toBe(2);
  expect(err).toMatch(/empty\.log: is empty: expected kernel log lines/);
  expect(report.handoffs).toEqual([]);
});

test('a binary file is refused in both commands', async () => {
  const noise = Uint8Array.from({ length: 300_000 }, (_, at) => Math.imul(at, 2654435761) >>> 13);
  const path = file('noise.bin', noise);
  expect(await analyzed([path])).toMatchObject({
    code: 2,
    err: expect.stringMatching(/expected a kernel log, found binary; skipped/),
  });
  expect(await factsOf(path)).toMatchObject({ code: 2, facts: [] });
});

test('binary bytes in the middle of a log cost those lines and are told', async () => {
  const lines = golden.toString('latin1').split('\n');
  const torn = Buffer.from([...lines.slice(0, 300), '\0'.repeat(4000), ...lines.slice(300)].join('\n'), 'latin1');
  const { code, report } = await reported(file('torn.log', torn));
  expect(code).toBe(0);
  expect(leaksOf(report)).toEqual(LEAKS);
  expect(report.files[0]!.unparsed + report.files[0]!.problems.length).toBeGreaterThan(0);
});

test('one line of 10 MB is told, and nothing is made of it', async () => {
  const { err, report } = await reported(file('huge.log', Buffer.alloc(10_000_000, '[    1.0] DMAR: x ')));
  expect(err).toMatch(/the line at byte 1 is longer than 1 MiB/);
  expect(report.handoffs).toEqual([]);
  expect(report.files[0]!.problems.join()).toMatch(/longer than 1 MiB/);
});

test('a log that breaks off anywhere never says more than the whole, and never crashes', async () => {
  const whole = await factsOf(file('whole.log', golden));
  const known = new Set(whole.facts.filter(({ fault }) => fault).map(({ line, kind }) => `${line} ${kind}`));
  for (let size = 13; size < golden.length; size += 1499) {
    const path = file('cut.log', golden.subarray(0, size));
    const { facts } = await factsOf(path);
    const faults = facts.filter(({ fault }) => fault).map(({ line, kind }) => `${line} ${kind}`);
    expect({ size, strange: faults.filter((fault) => !known.has(fault)) }).toEqual({ size, strange: [] });
    expect(leaksOf((await reported(path)).report).filter((bdf) => !LEAKS.includes(bdf))).toEqual([]);
  }
});

test('a log that starts in the middle gives a handoff without its outgoing boot', async () => {
  const incoming = golden.toString().split('\n').slice(475).join('\n');
  const { report } = await reported(file('incoming.log', incoming));
  expect(leaksOf(report)).toEqual(LEAKS);
  expect(report.handoffs[0]).toMatchObject({ kind: 'kdump', from: null, complete: false });
});

/** Lines of two hosts as one rsyslog server writes them. */
const syslog = (host: string, text: string) =>
  text
    .split('\n')
    .filter(Boolean)
    .map((line) => `2026-11-23T10:00:00.000000+00:00 ${host} kernel: ${line}`);
const zipped = (left: readonly string[], right: readonly string[]) =>
  Array.from({ length: Math.max(left.length, right.length) }, (_, at) => [left[at], right[at]])
    .flat()
    .filter((line) => line !== undefined);
const quiet = readFileSync(join(__dirname, '../../../corpus/vtd-on-shutdown-e1000e-nvme.log'), 'utf8');

test('two hosts in one syslog file are told apart by their names', async () => {
  const mixed = zipped(syslog('web-1', golden.toString()), syslog('web-2', quiet));
  const { report } = await reported(file('fleet.log', `${mixed.join('\n')}\n`));
  const kinds = report.handoffs.map(({ kind }) => kind).sort();
  expect(kinds).toEqual(['kdump', 'kexec']);
  expect(new Set(report.handoffs.map(({ host }) => host)).size).toBe(2);
  expect(leaksOf(report)).toEqual(LEAKS);
});

test('two hosts interleaved without names are told as damage, not as a handoff', async () => {
  const mixed = zipped(golden.toString().split('\n'), quiet.split('\n'));
  const { code, report } = await reported(file('mixed.log', mixed.join('\n')));
  expect(code).toBe(0);
  expect(JSON.stringify([report.files, report.handoffs.map(({ observability }) => observability)])).toMatch(
    /interleaved/,
  );
});

test.each([
  ['CRLF', Buffer.from(golden.toString().replaceAll('\n', '\r\n'))],
  ['UTF-16', Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(golden.toString(), 'utf16le')])],
  ['gzip', gzipSync(golden)],
])('%s says the same', async (name, bytes) => {
  const plain = file('same.log', golden);
  const before = (await reported(plain)).report;
  const after = (await reported(file('same.log', bytes))).report;
  expect({ name, handoffs: after.handoffs }).toEqual({ name, handoffs: before.handoffs });
});

test('gzip that ends early is read as far as it goes, and told', async () => {
  const packed = gzipSync(golden);
  const { code, err, report } = await reported(file('early.log.gz', packed.subarray(0, packed.length * 0.6)));
  expect(code).toBe(0);
  expect(err).toMatch(/gzip data is damaged or ends early/);
  expect(report.boots.length).toBeGreaterThan(0);
});

test('what can be read is reported beside what cannot', async () => {
  const { code, err, report } = await reported(join(dir, 'missing.log'), dir, file('good.log', golden));
  expect(code).toBe(0);
  expect(err).toMatch(/missing\.log: no such file; skipped/);
  expect(err).toMatch(/is a directory, expected a log file/);
  expect(leaksOf(report)).toEqual(LEAKS);
});

test('nothing that can be read is a failure', async () => {
  expect((await analyzed([join(dir, 'missing.log')], 'text')).code).toBe(2);
  expect((await factsOf(join(dir, 'missing.log'))).code).toBe(2);
});

test('--fail-on turns a verdict into exit code 1, and a device nobody has is refused', async () => {
  const { sources } = hostFiles({ files: [file('good.log', golden)], hosts: [] });
  const request = {
    sources,
    format: 'json' as const,
    failOn: ['dma-leak' as const],
    device: null,
    screen: { columns: 80, colour: false },
  };
  expect(await runAnalyze(request, terminal().terminal)).toBe(1);
  expect(await runAnalyze({ ...request, failOn: ['lost'] }, terminal().terminal)).toBe(0);
  expect(await runAnalyze({ ...request, device: '0000:03:00.0' }, terminal().terminal)).toBe(0);
  expect(await runAnalyze({ ...request, device: '00ff:03:00.0' }, terminal().terminal)).toBe(2);
});

test('files and hosts of a command line', () => {
  expect(hostFiles({ files: ['/var/log/web-17.log.gz', 'b.log'], hosts: ['db=c.log'] }).sources).toEqual([
    { host: 'db', file: 'c.log' },
    { host: 'web-17', file: '/var/log/web-17.log.gz' },
    { host: 'web-17', file: 'b.log' },
  ]);
  expect(hostFiles({ files: [], hosts: ['nonsense'] }).problems).toHaveLength(2);
  expect(hostFiles({ files: ['a', 'a'], hosts: [] }).problems[0]).toMatch(/named twice/);
});
