/** Records that ran into each other on one line. */
import { frame } from './frame';
import { isMixed, recordsOf } from './mixed';

const of = (raw: string) => recordsOf(frame(raw, { source: 's', number: 7 }));

test('a second stamp begins a second record: the first one lacks its end', () => {
  const [first, second, ...others] = of('[   12.500000] e1000e 0000:01:00.0: Inte[   12.500010][   T17] EEH: dead');
  expect(others).toEqual([]);
  expect(first).toMatchObject({
    number: 7,
    message: 'e1000e 0000:01:00.0: Inte',
    body: 'Inte',
    cutShort: 'interleaved',
  });
  expect(first).not.toHaveProperty('cutAtWord');
  expect(second).toMatchObject({ source: 's', number: 7, time: 12.50001, caller: 'T17', message: 'EEH: dead' });
  expect(second?.cutShort).toBeUndefined();
});

test('a blank before the second stamp ended a word', () => {
  expect(of('[   12.500000] e1000e 0000:01:00.0: the Interrupt [   12.500010] x')[0]).toMatchObject({
    ...{
      message: 'e1000e 0000:01:00.0: the Interrupt',
      body: 'the Interrupt',
      cutShort: 'interleaved',
      cutAtWord: true,
    },
  });
});

test('what cut the line short cut the last of its records', () => {
  const line = {
    ...frame('[    1.000000] a[    1.000001] b', { source: 's', number: 7 }),
    cutShort: 'truncated' as const,
  };
  expect(recordsOf(line).map(({ message, cutShort }) => [message, cutShort])).toEqual([
    ['a', 'interleaved'],
    ['b', 'truncated'],
  ]);
});

test('CPUs run into each other by twos and threes: what holds more than sixteen stamps is not taken apart to its end', () => {
  const records = of(Array.from({ length: 40 }, (_, index) => `[    1.0000${index + 10}] r${index}`).join(' '));
  expect(records.map(({ message }) => message.split(' ')[0])).toEqual(records.map((_, index) => `r${index}`));
  expect(records).toHaveLength(16);
});

test.each([
  ['a stamp that is no kernel’s', '[   12.500000] took [5.1] seconds'],
  ['a stamp at the very end', '[   12.500000] it was [   12.400000]'],
  ['/dev/kmsg, which keeps records apart', '4,1,12500000,-;said [   12.400000] x'],
  ['the journal, too', '2026-11-23T08:01:40+0100 web-17 kernel: said [   12.400000] x'],
])('%s begins no record', (_, raw) => {
  expect(of(raw)).toHaveLength(1);
  expect(isMixed(raw)).toBe(false);
});

test.each([
  ['two records', '[   12.500000] e1000e: Inte[   12.500010] EEH: dead', true],
  ['firmware that a record ran into', 'Booting from disk[    0.000000] Linux version', true],
  ['one record', '[   12.500000] EEH: dead', false],
  ['a mail, whose lines were filled', '> [   12.500000] a [   12.500010] b', false],
])('%s: is the next line without a stamp the rest of this one?', (_, raw, is) => {
  expect(isMixed(raw)).toBe(is);
});
