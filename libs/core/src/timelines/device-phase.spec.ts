/** Spans of a device's phases (domain.md §2): where each begins and ends, over one source's lines and over several's. */
import { NIC } from '../testing/log';
import { at, bootOf, bootWith, deviceWith } from '../testing/state';
import type { BootState, DeviceState } from './boot';
import { phaseSpans, teardownStart } from './device-phase';

const spans = (from: BootState | null, to: BootState | null) =>
  phaseSpans({ from, to }, NIC).map((span) => [span.phase, span.from?.line ?? null, span.to?.line ?? null]);
const outgoing = (device: Partial<DeviceState> | null, of: Partial<BootState> = {}): BootState =>
  bootOf(device === null ? [] : [deviceWith(device)], { lastLine: 90, lastTime: 900, ...of });
const known = { enumerated: at(0.9, 10), spoke: at(2.5, 20), claimed: at(2.6, 21) };

describe('§2 running, and teardown', () => {
  test('running from the claim; else from what was seen first of it', () => {
    const start = (device: Partial<DeviceState> | null, marks: BootState['marks'] = {}) =>
      spans(outgoing(device, { marks }), null)[0];
    expect(start(known)).toEqual(['running', 21, null]);
    expect(start({ ...known, claimed: null })).toEqual(['running', 20, null]);
    expect(start({ enumerated: at(0.9, 10) })).toEqual(['running', 10, null]);
    expect(start(null, { 'first-line': at(0, 1) })).toEqual(['running', 1, null]);
    expect(start(null)).toEqual(['running', null, null]);
  });
  test.each([
    'shutdown',
    'kexec-requested',
    'reboot-requested',
    'panicked',
    'crash-kexec',
    'kexec-started',
    'restarting',
    'powered-down',
  ] as const)('teardown from %s to the end', (mark) => {
    expect(spans(outgoing(known, { marks: { [mark]: at(800, 80) } }), null)).toEqual([
      ['running', 21, 80],
      ['teardown', 80, 90],
      ['jump', 90, null],
    ]);
  });
  test('from the first of them, its own unbind too', () => {
    const marks = { shutdown: at(800, 80), 'kexec-started': at(890, 89) };
    expect(teardownStart(outgoing(known, { marks }), null)).toEqual(at(800, 80));
    expect(teardownStart(outgoing(known, { marks }), deviceWith({ unbound: at(790, 79) }))).toEqual(at(790, 79));
    expect(teardownStart(outgoing(known), null)).toBeNull();
  });
  test('the first by kernel time, where the lines are of several sources', () => {
    const boot = outgoing(known, { marks: { shutdown: at(800, 5000, 'journal'), 'kexec-started': at(890, 80) } });
    expect(teardownStart(boot, null)).toEqual(at(800, 5000, 'journal'));
  });
  test('an unbind alone is no sign that a kernel jumped', () => {
    expect(spans(outgoing({ ...known, unbound: at(790, 79) }), null).map(([phase]) => phase)).toEqual([
      'running',
      'teardown',
    ]);
  });
});

describe('§2 early, dormant, probing, claimed, settled', () => {
  const incoming = (device: Partial<DeviceState> | null, of: Partial<BootState> = {}): BootState =>
    bootOf(device === null ? [] : [deviceWith(device)], { marks: { 'first-line': at(0, 1) }, lastTime: 40, ...of });
  test('each ends where the next that happened begins', () => {
    expect(spans(null, incoming(known))).toEqual([
      ['early', 1, 10],
      ['dormant', 10, 20],
      ['probing', 20, 21],
      ['claimed', 21, 21],
      ['settled', 21, null],
    ]);
    expect(spans(null, incoming({ enumerated: at(0.9, 10) }))).toEqual([
      ['early', 1, 10],
      ['dormant', 10, null],
    ]);
    expect(spans(null, incoming(null))).toEqual([['early', 1, null]]);
    expect(spans(null, incoming(null, { marks: {}, firstLine: 7 }))).toEqual([['early', 7, null]]);
  });
  test('settled when the log goes on for the settle time after the claim', () => {
    const settledAt = (lastTime: number | null, claimed = at(10, 21)) =>
      phaseSpans({ from: null, to: incoming({ ...known, claimed }, { lastTime }) }, NIC).find(
        ({ phase }) => phase === 'settled',
      )?.from?.time;
    expect([settledAt(40), settledAt(39.9), settledAt(null), settledAt(40, at(null, 21))]).toEqual([
      40,
      undefined,
      undefined,
      undefined,
    ]);
  });
});

describe('§2 the jump has no log', () => {
  test('from the last line of the one kernel to the first of the other', () => {
    const to = bootWith({ marks: { 'first-line': at(0, 91) } });
    expect(spans(outgoing(null), to).filter(([phase]) => phase === 'jump')).toEqual([['jump', 90, 91]]);
    expect(spans(outgoing(null), bootWith()).filter(([phase]) => phase === 'jump')).toEqual([['jump', 90, null]]);
  });
  test('none where nobody left, or the outgoing kernel is unknown', () => {
    expect(spans(outgoing(known), null).map(([phase]) => phase)).toEqual(['running']);
    expect(spans(null, bootWith()).map(([phase]) => phase)).toEqual(['early']);
  });
});
