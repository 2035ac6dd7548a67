import type * as fact from '../../core/src/facts/fact';
import type * as report from '../../core/src/report';
import type * as generated from './index';
import { eventId, isOf, newEvent } from './index';

/** Compiles only when each of two types can stand for the other. */
type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? true : never) : never;
const same = <A, B>(_proof: Same<A, B>): void => undefined;

test('the types of the core and those of the schemas stand for each other', () => {
  same<report.Report, generated.Report>(true);
  same<report.Handoff, generated.Handoff>(true);
  same<report.DeviceHandoff, generated.DeviceHandoff>(true);
  same<report.Finding, generated.Finding>(true);
  same<report.Signature, generated.Signature>(true);
  same<report.Boot, generated.Boot>(true);
  same<report.FileReport, generated.FileReport>(true);
  same<report.Verdict, generated.Verdict>(true);
  same<fact.Fact, generated.Fact>(true);
  same<fact.FactKind, generated.FactKind>(true);
  same<fact.Family, generated.FactFamily>(true);
  same<keyof report.Handoff, keyof generated.Handoff>(true);
  same<keyof report.DeviceHandoff, keyof generated.DeviceHandoff>(true);
  same<keyof report.Finding, keyof generated.Finding>(true);
  same<keyof report.Boot, keyof generated.Boot>(true);
  same<keyof report.FileReport, keyof generated.FileReport>(true);
  same<keyof fact.Fact, keyof generated.Fact>(true);
  // @ts-expect-error: the proof is one
  same<report.Handoff, generated.Boot>(true);
});

test('an id follows from its parts and from nothing else', () => {
  expect(eventId('facts', 'web-17', 3)).toBe(eventId('facts', 'web-17', 3));
  expect(eventId('facts', 'web-17', 3)).toMatch(/^[0-9a-f]{32}$/);
  const others = [
    eventId('ab', 'c'),
    eventId('a', 'bc'),
    eventId('abc'),
    eventId('a', 'b', 'c'),
    eventId(1),
    eventId('1'),
  ];
  expect(new Set(others).size).toBe(others.length);
});

const tick = {
  id: eventId('tick'),
  type: 'io.quiesce.ticked.v1',
  source: '/test',
  time: '2026-03-01T12:00:00Z',
  key: 'web-17',
} as const;

test('an event is made as its schema says, or not at all', () => {
  const data = { host: 'web-17', at: '2026-03-01T12:00:00Z' };
  expect(newEvent({ ...tick, data })).toEqual({ ...tick, data });
  expect(() => newEvent({ ...tick, data: { ...data, at: 'noon' } })).toThrow(
    /^Event io\.quiesce\.ticked\.v1 as made here is not valid: \/at must match pattern/,
  );
});

test('data of elsewhere is told by its type', () => {
  expect(isOf('io.quiesce.ticked.v1', { host: 'web-17', at: '2026-03-01T12:00:00Z' })).toBe(true);
  expect(isOf('io.quiesce.ticked.v1', { host: 'web-17' })).toBe(false);
});
