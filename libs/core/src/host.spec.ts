/** What a host is told, input by input: each thing once, and again only where it is told otherwise. */
import { adoptFacts, advanceHost, copyHost, type HostOutput, type HostState, newHost } from './host';
import type { AnyInput, LinesInput } from './input';
import { bootText, CRASH, driven, enumerated, fault, kexeced, panicked, translating } from './testing/log';

const runs = [...enumerated, ...translating, ...driven];
const OLD = bootText({ lines: [...runs, ...kexeced] });
const NEW = bootText({ lines: runs });
const CRASHED = bootText({ commandLine: CRASH, lines: runs });
const linesIn = (text: string) => text.split('\n').length;
const lines = (text: string, firstLine = 1, of: Partial<LinesInput> = {}): LinesInput => ({
  type: 'lines',
  host: 'h',
  source: 'console',
  firstLine,
  text,
  ...of,
});
const end = (source = 'console'): AnyInput => ({ type: 'end', host: 'h', source });
const tick = (at: string): AnyInput => ({ type: 'tick', host: 'h', at: `2026-11-23T${at}Z` });
const told = (state: HostState, input: AnyInput): readonly HostOutput[] => advanceHost(state, input).outputs;
const types = (outputs: readonly HostOutput[]) => outputs.map(({ type }) => type);
const all = (state: HostState, inputs: readonly AnyInput[]) => inputs.flatMap((input) => told(state, input));
const handoffs = (outputs: readonly HostOutput[]) =>
  outputs.flatMap((output) => (output.type === 'handoff' ? [output.handoff] : []));
/** Both boots, and where the next line is. */
const BOTH = `${OLD}\n${NEW}`;
const NEXT = linesIn(BOTH) + 1;
const begun = (): HostState => {
  const state = newHost('h');
  told(state, lines(BOTH));
  return state;
};

describe('a handoff is told where something of it changed', () => {
  test('facts, the handoff with both its boots, and the boots', () => {
    const state = newHost('h');
    const outputs = told(state, lines(BOTH));
    expect(types(outputs)).toEqual(['facts', 'handoff', 'boots']);
    const [, told_, boots] = outputs;
    expect(told_).toMatchObject({ type: 'handoff', host: 'h', handoff: { kind: 'kexec' } });
    if (told_?.type !== 'handoff' || boots?.type !== 'boots') throw new Error('no handoff');
    expect(told_.boots.map(({ id }) => id)).toEqual([told_.handoff.from, told_.handoff.to]);
    expect(boots.boots).toEqual(told_.boots);
  });
  test('lines that say nothing new of it tell nothing of it', () => {
    expect(types(told(begun(), lines('[    3.000000] Run /init as init process', NEXT)))).toEqual(['facts', 'boots']);
  });
  test('a fault does', () => {
    const outputs = told(begun(), lines(`[    5.000000] ${fault()}`, NEXT));
    expect(types(outputs)).toEqual(['facts', 'handoff', 'boots']);
  });
  test('the end of its source does: how far the boots went is said then, once', () => {
    const state = begun();
    told(state, lines('[    3.000000] Run /init as init process', NEXT));
    expect(types(told(state, end()))).toEqual(['file', 'handoff', 'boots']);
    expect(types(told(state, end()))).toEqual(['file', 'boots']);
  });
  test('a boot alone is no handoff, unless it says that another kernel started it', () => {
    expect(handoffs(told(newHost('h'), lines(NEW)))).toEqual([]);
    expect(handoffs(told(newHost('h'), lines(CRASHED)))).toMatchObject([{ from: null, kind: 'kdump' }]);
  });
  test('a host of which nothing is known has no boots to tell', () => {
    expect(told(newHost('h'), tick('10:00:00'))).toEqual([]);
    expect(types(told(newHost('h'), end()))).toEqual(['file']);
  });
});

describe('a judgement is made when it can say something new', () => {
  const quiet = (time: number, line: number) =>
    lines(`[${time.toFixed(6).padStart(12)}] audit: backlog limit ${line}`, line);
  test('not for lines of which no fact comes, long after the last', () => {
    const state = begun();
    told(state, quiet(50, NEXT));
    expect(told(state, quiet(500, NEXT + 1))).toEqual([]);
  });
  test('until the settle time after the last fact has passed', () => {
    const state = begun();
    expect(handoffs(told(state, quiet(10, NEXT)))).toEqual([]);
    expect(types(told(state, quiet(33, NEXT + 1)))).toContain('boots');
  });
  test('for every line of a kernel that goes down', () => {
    const state = newHost('h');
    told(state, lines(OLD));
    expect(types(told(state, lines('[  900.000000] audit: backlog limit 1', linesIn(OLD) + 1)))).toContain('boots');
    expect(told(state, lines('[  900.000000] audit: backlog limit 1', 1, { source: 'other' }))).toEqual([]);
  });
  test('not while more is at hand; then it is owed, whatever comes', () => {
    const state = newHost('h');
    expect(types(told(state, lines(BOTH, 1, { more: true })))).toEqual(['facts']);
    expect(types(told(state, quiet(500, NEXT)))).toEqual(['handoff', 'boots']);
    expect(told(state, quiet(501, NEXT + 1))).toEqual([]);
    expect(Object.keys(state)).not.toContain('owes');
  });
});

describe('silence', () => {
  test('ticks make a host lost, and tell it once', () => {
    const state = newHost('h');
    told(state, lines(OLD));
    expect(handoffs(told(state, tick('10:00:00')))).toEqual([]);
    expect(handoffs(told(state, tick('10:09:59')))).toEqual([]);
    expect(handoffs(told(state, tick('10:10:00')))).toMatchObject([{ outcome: 'lost' }]);
    expect(handoffs(told(state, tick('10:11:00')))).toEqual([]);
  });
  test('after a word the count begins anew with the next boot only', () => {
    const state = newHost('h');
    all(state, [lines(OLD), tick('10:00:00'), lines(NEW, linesIn(OLD) + 1)]);
    expect(handoffs(told(state, tick('12:00:00')))).toEqual([]);
  });
});

describe('names', () => {
  const syslog = (host: string, text: string) =>
    text
      .split('\n')
      .map((line) => `2026-11-23T10:00:00+00:00 ${host} kernel: ${line}`)
      .join('\n');
  test('the first host that a source names is the one it was collected for; others’ facts are elsewhere', () => {
    const state = newHost('h');
    const { outputs, elsewhere } = advanceHost(
      state,
      lines(`${syslog('web-1', CRASHED)}\n${syslog('web-2', CRASHED)}`),
    );
    expect(new Set(elsewhere.map(({ host }) => host))).toEqual(new Set(['web-2']));
    expect(handoffs(outputs)).toHaveLength(1);
    const other = newHost('web-2');
    const adopted = adoptFacts(other, elsewhere);
    expect(types(adopted)).toEqual(['facts', 'handoff', 'boots']);
    expect(handoffs(adopted)[0]?.devices.map(({ bdf }) => bdf)).toEqual(['0000:01:00.0', '0000:02:00.0']);
  });
  test('lines with the host’s name and lines without are of one boot', () => {
    const state = newHost('h');
    const named = syslog('web-1', OLD);
    const outputs = all(state, [lines(named), lines(NEW, linesIn(named) + 1)]);
    expect(handoffs(outputs).at(-1)).toMatchObject({ kind: 'kexec', from: expect.any(String), to: expect.any(String) });
  });
});

describe('the clock of a source', () => {
  const settled = (outputs: readonly HostOutput[]) =>
    handoffs(outputs)
      .flatMap(({ devices }) => devices.flatMap(({ phases }) => phases))
      .filter(({ phase }) => phase === 'settled');
  const named = (host: string, text: string) => text.replace(/^/gm, `2026-11-23T10:00:00+00:00 ${host} kernel: `);
  const LATE = '[   50.000000] audit: backlog limit 1';
  test('lines of which no fact comes let time pass, whether they name their host or not', () => {
    expect(settled(told(begun(), lines(LATE, NEXT)))).toHaveLength(2);
    const state = newHost('h');
    told(state, lines(named('web-1', BOTH)));
    expect(settled(told(state, lines(named('web-1', LATE), NEXT)))).toHaveLength(2);
  });
  test('lines in it do not once another host has spoken there', () => {
    const state = newHost('h');
    told(state, lines(`${named('web-1', BOTH)}\n${named('web-2', NEW)}`));
    expect(settled(told(state, lines(named('web-2', LATE), NEXT + linesIn(NEW))))).toEqual([]);
  });
  test('nor do another source’s', () => {
    expect(settled(told(begun(), lines(LATE, 1, { source: 'other' })))).toEqual([]);
  });
  test('how far a boot went is its last line', () => {
    const outputs = told(begun(), lines(LATE, NEXT));
    const ends = outputs.flatMap((output) =>
      output.type === 'boots' ? output.boots.map(({ lastLine }) => lastLine) : [],
    );
    expect(ends).toEqual([linesIn(OLD), NEXT]);
  });
});

describe('what is kept of sources', () => {
  test('so many that ended, so that lines of theirs that come again are known; not one more', () => {
    const state = newHost('h');
    const line = (source: string) => lines('[    1.000000] audit: backlog limit 1', 1, { source });
    for (let at = 0; at < 70; at++) all(state, [line(`s${at}`), end(`s${at}`)]);
    expect(Object.keys(state.readers)).toHaveLength(65);
    expect(Object.keys(state.readers)[0]).toBe('s5');
    expect([state.ended.length, state.ended.at(-1)]).toEqual([65, 's69']);
  });
  test('one that speaks again has not ended', () => {
    const state = newHost('h');
    all(state, [lines(NEW), end()]);
    expect([state.ended, state.lineage.ended]).toEqual([['console'], ['console']]);
    told(state, lines('[    3.000000] audit: backlog limit 1', linesIn(NEW) + 1));
    expect(state.ended).toEqual([]);
  });
  test('a copy is changed without the other', () => {
    const state = begun();
    const before = JSON.stringify(state);
    const copy = copyHost(state);
    all(copy, [lines(`[    5.000000] ${fault()}`, NEXT), end(), tick('10:00:00')]);
    expect(JSON.stringify(state)).toBe(before);
  });
});

describe('boots that are let go', () => {
  const chain = (boots: number) => Array.from({ length: boots }, () => OLD).join('\n');
  test('each handoff is told once, though only two boots are kept', () => {
    const state = newHost('h');
    const outputs = told(state, lines(chain(6)));
    const ids = handoffs(outputs).map(({ id }) => id);
    expect([ids.length, new Set(ids).size]).toEqual([6, 6]);
    expect(state.lineage.boots).toHaveLength(2);
    expect(Object.keys(state.told)).toHaveLength(2);
    expect(types(outputs)).not.toContain('retired');
  });
  test('block by block the same handoffs, none retired', () => {
    const state = newHost('h');
    const text = chain(6).split('\n');
    const outputs = text.flatMap((line, at) => told(state, lines(line, at + 1)));
    const whole = new Map(handoffs(outputs).map((handoff) => [handoff.id, handoff]));
    const once = new Map(handoffs(told(newHost('h'), lines(chain(6)))).map((handoff) => [handoff.id, handoff]));
    expect([...whole.keys()].filter((id) => !once.has(id))).toEqual([]);
    expect([...whole.values()].map(({ kind, outcome }) => [kind, outcome])).toEqual(
      [...once.values()].map(({ kind, outcome }) => [kind, outcome]),
    );
  });
});

test('a boot that turns out to be another source’s account is retired, with its handoff', () => {
  const state = newHost('h');
  told(state, lines(`${bootText({ lines: [...runs, ...panicked] })}\n${CRASHED}`));
  const said = CRASHED.split('\n');
  const alone = told(state, lines(said.slice(0, 4).join('\n'), 1, { source: 'journal' }));
  expect(handoffs(alone)).toMatchObject([{ from: null, kind: 'kdump' }]);
  const joined = told(state, lines(said.slice(4).join('\n'), 5, { source: 'journal' }));
  const retired = joined.flatMap((output) => (output.type === 'retired' ? [output] : []));
  expect(retired).toEqual([
    { type: 'retired', host: 'h', handoffs: [handoffs(alone)[0]?.id], boots: [handoffs(alone)[0]?.to] },
  ]);
});
