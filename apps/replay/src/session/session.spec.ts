import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Input } from '#core';
import { widthOf } from '../render/layout';
import { reportOfInputs } from '../report-of';
import { inVirtualTime, type Timed } from '../virtual-time';
import { breakOn } from './break-on';
import { type Looking, pressed, quoteOf, whyPage } from './keys';
import { currentHandoff, screenOf, type View } from './screen';
import { back, begin, factsSoFar, resume, resumeBack, type Session, seek, seekLine, step } from './session';
import { chainOf } from './why';

const text = readFileSync(join(__dirname, '../../../../corpus/vtd-leak-crash-2nics.log'), 'utf8');
const input: Input = { type: 'lines', host: 'web-17', source: 'console', firstLine: 1, text };
const BDF = '0000:01:00.0';
let steps: Timed[];
beforeAll(async () => {
  steps = [];
  for await (const one of inVirtualTime([input], true)) steps.push(one);
});

const verdictOf = (session: Session, bdf = BDF) =>
  currentHandoff(session)?.devices.find((device) => device.bdf === bdf)?.verdict;
const stopping = (...words: string[]) =>
  begin(
    steps,
    words.map((word) => breakOn(word)!),
  );

test('it stops at the line that tells the fact, and not before', () => {
  const stopped = resume(stopping('iommu-fault@0000:01:00.0'));
  expect([stopped.now.at, stopped.hit, verdictOf(stopped)]).toEqual([852, 'iommu-fault@0000:01:00.0', 'dma-leak']);
  expect(verdictOf(back(stopped))).toBe('unobserved');
  expect(resume(resume(stopped)).now.at).toBe(steps.length);
});

test.each([
  ['dma-leak', 850],
  ['dma-leak@0000:01:00.0', 852],
  ['fault', 431],
  ['verdict', 850],
  ['handoff', 431],
  ['boot-started', 1],
])('%s stops at line %d', (word, line) => {
  const stopped = resume(stopping(word));
  expect(stopped.hit).toBe(word);
  expect(stopped.now.at).toBe(line);
});

test.each(['iommu-faults', 'dma-leak@eth0', '', 'fault@0000:01:00.0@x', '0000:01:00.0@0000:01:00.0', 'toString'])(
  '%j is nothing to stop at',
  (word) => expect(breakOn(word)).toBeNull(),
);

test('wherever it went before, a place is the same: states, handoffs and facts', () => {
  const straight = seek(stopping(), 700);
  const strayed = seek(seek(seek(seek(stopping(), 954), 3), 860), 700);
  expect([...strayed.now.states]).toEqual([...straight.now.states]);
  expect([...strayed.now.handoffs]).toEqual([...straight.now.handoffs]);
  expect(factsSoFar(strayed)).toEqual(factsSoFar(straight));
  expect(back(step(straight)).now.handoffs).toEqual(straight.now.handoffs);
});

test('the end is what a report says', async () => {
  const session = seek(stopping(), steps.length);
  const { handoffs } = await reportOfInputs([input]);
  expect([...session.now.handoffs.values()]).toEqual(handoffs);
});

test('back to the stop before, and from the first to the beginning', () => {
  const second = seekLine(resume(stopping('dma-leak')), 853);
  const first = resumeBack(second);
  expect([first.now.at, first.hit]).toEqual([852, 'dma-leak']);
  expect(resumeBack(first).now.at).toBe(850);
  expect(resumeBack(resumeBack(first)).now.at).toBe(0);
  expect([back(stopping()).now.at, seek(stopping(), 1e9).now.at]).toEqual([0, steps.length]);
});

test('why goes from the verdict over the rule and the fact to the line', () => {
  const session = resume(stopping('dma-leak@0000:01:00.0'));
  const handoff = currentHandoff(session)!;
  const device = handoff.devices.find(({ bdf }) => bdf === BDF)!;
  const chain = chainOf({ handoff, device, facts: factsSoFar(session), quote: quoteOf(session) });
  const at = (words: RegExp) => chain.findIndex((one) => words.test(one.text));
  const order = [
    /DMA LEAK/,
    /^dma-leak \(certain\)/,
    /^rule: no driver had claimed it/,
    /^line 852/,
    /fact dmar\/iommu-fault/,
    /Request device \[01:00\.0\]/,
  ];
  const places = order.map(at);
  expect(places).not.toContain(-1);
  expect(places).toEqual([...places].sort((a, b) => a - b));
});

const VIEW: View = { columns: 80, rows: 24, colour: false, chosen: 0, page: null, typed: null };
const looking = (session: Session, view: Partial<View> = {}): Looking => ({
  session,
  view: { ...VIEW, ...view },
  done: false,
});
const type = (from: Looking, ...keys: string[]) =>
  keys.reduce((now, key) => pressed(now, key.length === 1 ? { sequence: key } : { name: key, sequence: '' }), from);

test.each([
  [80, 24],
  [40, 10],
  [200, 60],
])('a screen of %d by %d is filled, never more', (columns, rows) => {
  for (const at of [0, 1, 500, 852, steps.length]) {
    const screen = screenOf(seek(stopping(), at), { ...VIEW, columns, rows });
    expect(screen.length).toBeLessThanOrEqual(rows);
    expect(Math.max(...screen.map(widthOf))).toBeLessThanOrEqual(columns);
  }
});

test('keys: on, back, to a stop, to a line, why, another device, quit', () => {
  const start = looking(stopping('dma-leak'));
  expect(type(start, ' ', ' ', 'b').session.now.at).toBe(1);
  const stopped = type(start, 'c');
  expect(stopped.session.now.at).toBe(850);
  expect(screenOf(stopped.session, stopped.view).join('\n')).toMatch(
    /stopped at dma-leak[\s\S]*DMA LEAK[\s\S]*↳ iommu-fault 0000:02:00\.0/,
  );
  expect(type(stopped, 'g', '8', '5', '9', 'backspace', '2', 'return').session.now.at).toBe(852);
  expect(type(stopped, 'g', '1', 'escape').session.now.at).toBe(850);
  const why = type(stopped, 'w');
  expect(screenOf(why.session, why.view).join('\n')).toContain('DMA LEAK');
  expect(type(why, 'down').view.page?.top).toBe(1);
  expect(type(why, 'down', 'up', 'up').view.page?.top).toBe(0);
  expect(type(why, 'w').view.page).toBeNull();
  expect(type(stopped, 'j', 'j', 'k').view.chosen).toBe(1);
  expect(type(stopped, 'k').view.chosen).toBe(0);
  expect(type(stopped, 'x', 'constructor')).toEqual(stopped);
  expect([type(stopped, 'q').done, pressed(stopped, { name: 'c', ctrl: true }).done]).toEqual([true, true]);
  expect(whyPage(stopping(), 0, 80)).toEqual(['no handoff yet']);
});
