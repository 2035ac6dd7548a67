/** Every line that a report shows is among those whose text is fetched again. */
import type { Finding, Handoff, Report } from '#core';
import { placesOf } from './quote-lines';

const at = (line: number) => ({ file: 'a.log', line, time: null });
const finding = (line: number) => ({ evidence: [at(line)] }) as unknown as Finding;

test('lines of devices, of the handoff’s moments, and of what is told beside its devices', () => {
  const handoff = {
    events: [{ what: 'jump', at: at(1) }],
    devices: [{ findings: [finding(2)] }],
    symptoms: [{ at: at(3) }],
    strays: [finding(4)],
    policy: { contradictions: [{ evidence: [at(5)] }] },
  } as unknown as Handoff;
  const report = { handoffs: [handoff] } as unknown as Report;
  expect([...(placesOf(report).get('a.log') ?? [])].sort()).toEqual([1, 2, 3, 4, 5]);
  expect(placesOf(report, 1).get('a.log')).toEqual(new Set([1, 2, 3, 4, 5, 6]));
});
