import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { from } from 'rxjs';
import { type Placed, unseen } from '#capture';
import { analyze, type HostState, type Input, type Output, reportOf } from '#core';
import { foldBatch, type Kept } from './fold';
import { factEvents, handoffEvents } from './told-event';

const SOURCE = 'console';
const text = readFileSync(join(__dirname, '../../../../corpus/vtd-leak-crash-xhci-storage.log'), 'utf8');
const lines = text.split('\n').slice(0, -1);
const end: Input = { type: 'end', host: 'h', source: SOURCE };
const block = (first: number, last: number): Input => ({
  type: 'lines',
  host: 'h',
  source: SOURCE,
  firstLine: first,
  text: lines
    .slice(first - 1, last)
    .map((line) => `${line}\n`)
    .join(''),
});
const placed = (inputs: readonly Input[]): readonly Placed[] =>
  inputs.map((input, position) => ({ input, position, time: '2026-01-01T00:00:00.000Z' }));
const nothing = { kept: new Map<string, Kept>(), states: new Map<string, HostState>() };

const offline = () => {
  const outputs: Output[] = [];
  analyze(from([block(1, lines.length), end])).subscribe((output) => outputs.push(output));
  return reportOf(outputs);
};
const wanted = offline();
const handoffsWanted = wanted.handoffs.map((handoff) => ({
  handoff,
  boots: wanted.boots.filter(({ id }) => id === handoff.from || id === handoff.to),
}));

/** As a snapshot keeps it. */
const kept = <T>(value: ReadonlyMap<string, T>): Map<string, T> =>
  new Map(JSON.parse(JSON.stringify([...value])) as [string, T][]);

/** Folds inputs in batches of these sizes; before a batch that `crashes` names, the one before is folded again from its snapshot. */
function live(inputs: readonly Placed[], sizes: readonly number[], crashes: ReadonlySet<number>) {
  let hosts = nothing;
  const events = new Map<string, ReturnType<typeof handoffEvents>[number]['data']>();
  const facts = new Map<string, object>();
  let doubled = 0;
  const told = (batch: readonly Placed[]) => {
    const folded = foldBatch(hosts, batch);
    for (const { id, data } of handoffEvents(folded.told, 0)) events.set(id, data);
    for (const { id, data } of factEvents(folded.told, 0)) {
      if (facts.has(id) && JSON.stringify(facts.get(id)) !== JSON.stringify(data)) doubled++;
      facts.set(id, data);
    }
    return folded;
  };
  for (let at = 0, batch = 0; at < inputs.length; batch++) {
    const size = sizes[batch % sizes.length] ?? 1;
    if (crashes.has(batch)) told(inputs.slice(at, at + Math.ceil(size / 2)));
    const folded = told(inputs.slice(at, at + size));
    hosts = {
      kept: kept<Kept>(new Map([...hosts.kept, ...folded.kept])),
      states: kept(new Map([...hosts.states, ...folded.states])),
    };
    at += size;
  }
  const last = new Map<string, { version: number; handoff: object; boots: readonly object[] }>();
  for (const { version, handoff, boots } of events.values()) {
    if (version >= (last.get(handoff.id)?.version ?? -1)) last.set(handoff.id, { version, handoff, boots });
  }
  return { handoffs: [...last.values()].map(({ handoff, boots }) => ({ handoff, boots })), facts, doubled };
}

const factsOf = (facts: ReadonlyMap<string, object>) =>
  [...facts.values()].flatMap((data) => (data as { facts: readonly object[] }).facts);

test('whatever the cut, the batches, the repeats and the crashes: the last word on a handoff and its boots is the offline one', () => {
  const once = live(placed([block(1, lines.length), end]), [1], new Set());
  expect(once.handoffs).toEqual(JSON.parse(JSON.stringify(handoffsWanted)));
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 1, max: 400 }), { minLength: 1, maxLength: 12 }),
      fc.array(fc.nat(300), { minLength: 1, maxLength: 6 }),
      fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 5 }),
      fc.uniqueArray(fc.nat(20)),
      (cuts, overlaps, sizes, crashes) => {
        const inputs: Input[] = [];
        for (let at = 1, turn = 0; at <= lines.length; turn++) {
          const last = Math.min(lines.length, at + cuts[turn % cuts.length]! - 1);
          inputs.push(block(Math.max(1, at - overlaps[turn % overlaps.length]!), last));
          at = last + 1;
        }
        const { handoffs, facts, doubled } = live(placed([...inputs, end]), sizes, new Set(crashes));
        expect(handoffs).toEqual(once.handoffs);
        expect(doubled).toBe(0);
        expect(factsOf(facts)).toEqual(factsOf(once.facts));
      },
    ),
    { numRuns: 25 },
  );
}, 60_000);

test.each([
  ['all new', 1, 'a\nb\n', 0, { firstLine: 1, text: 'a\nb\n' }],
  ['begins with known ones', 1, 'a\nb\nc\n', 2, { firstLine: 3, text: 'c\n' }],
  ['all known', 1, 'a\nb\n', 2, null],
  ['long known', 1, 'a\nb\n', 9, null],
  ['after a hole', 5, 'a\n', 2, { firstLine: 5, text: 'a\n' }],
  ['last line without LF', 1, 'a\nb', 1, { firstLine: 2, text: 'b' }],
  ['empty lines count', 1, '\n\nc\n', 1, { firstLine: 2, text: '\nc\n' }],
])('unseen: %s', (_, firstLine, given, known, expected) => {
  const result = unseen({ source: 's', firstLine, text: given }, known);
  expect(result).toEqual(expected === null ? null : { source: 's', ...expected });
});

test('inputs at or below the snapshot are skipped', () => {
  const inputs = placed([block(1, 500), block(501, lines.length), end]);
  const first = foldBatch(nothing, inputs);
  expect(foldBatch(first, inputs).told).toEqual([]);
});

test('an input that the core fails on says which one it was, and leaves the states as they were', () => {
  const sound = foldBatch(nothing, placed([block(1, 500)]));
  const broken = { ...sound.states.get('h'), readers: null } as unknown as HostState;
  const hosts = { kept: sound.kept, states: new Map([...sound.states, ['h', broken]]) };
  const before = JSON.stringify([...hosts.states]);
  const batch = [{ ...placed([block(501, 600)])[0]!, position: 7 }];
  expect(() => foldBatch(hosts, batch)).toThrow(expect.objectContaining({ name: 'InputFailed', placed: batch[0] }));
  expect(JSON.stringify([...hosts.states])).toBe(before);
});

test('a handoff that turned out to be a log printed again is withdrawn: no device of it counts', () => {
  const boot = lines.slice(0, 400).join('\n');
  const again = (firstLine: number, text: string): Input => ({
    type: 'lines',
    host: 'h',
    source: SOURCE,
    firstLine,
    text,
  });
  const half = boot.split('\n').slice(0, 5).join('\n');
  const rest = boot.split('\n').slice(5).join('\n');
  const inputs = placed([again(1, boot), again(401, half), again(406, rest)]);
  const first = foldBatch(nothing, inputs.slice(0, 2));
  const second = foldBatch(first, inputs.slice(2));
  const judgedIn = ({ told }: typeof first) => handoffEvents(told, 0).map(({ data }) => data.handoff);
  const [before, after] = [judgedIn(first).at(-1), judgedIn(second).at(-1)];
  expect(after?.id).toBe(before?.id);
  expect(before?.devices.length).toBeGreaterThan(0);
  expect(after?.devices).toEqual([]);
});

test('of all that a batch says of a handoff the last is told, as the last input that changed it left it', () => {
  const cut = Array.from({ length: Math.ceil(lines.length / 50) }, (_, n) => block(n * 50 + 1, (n + 1) * 50));
  const inputs = placed([...cut, end]);
  const { told } = foldBatch(nothing, inputs);
  const said = told.flatMap(({ output, by }) =>
    output.type === 'handoff' ? [{ id: output.handoff.id, version: by.position }] : [],
  );
  const lastOf = new Map(said.map(({ id, version }) => [id, version]));
  const judged = handoffEvents(told, 0).map(({ data }) => [data.handoff.id, data.version] as const);
  expect(said.length).toBeGreaterThan(lastOf.size);
  expect(new Map(judged)).toEqual(lastOf);
  expect(judged).toHaveLength(lastOf.size);
});
