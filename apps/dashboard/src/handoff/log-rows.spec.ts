import type { Boot } from '../api/client';
import { logRowsOf, stampOf } from './log-rows';

const boot = (part: Partial<Boot>): Boot => ({
  id: 'b',
  host: 'web-17',
  file: 'a.log',
  firstLine: 1,
  lastLine: 3,
  kernel: null,
  commandLine: null,
  kind: 'firmware',
  end: 'open',
  ...part,
});

describe('logRowsOf', () => {
  const rows = logRowsOf({ outgoing: boot({}), incoming: boot({ file: 'b.log', firstLine: 11, lastLine: 12 }) });

  test('heads each boot, then lists its lines with the numbers of its source', () => {
    const all = Array.from({ length: rows.count }, (_, index) => rows.rowAt(index));
    expect(all.map((row) => (row.type === 'line' ? `${row.source}:${row.line}` : `= ${row.side}`))).toEqual([
      '= outgoing',
      'a.log:1',
      'a.log:2',
      'a.log:3',
      '= incoming',
      'b.log:11',
      'b.log:12',
    ]);
  });

  test('finds the row of every line again, and none for a line of another boot', () => {
    expect(rows.indexOf({ file: 'b.log', line: 12 })).toBe(6);
    expect(rows.indexOf({ file: 'a.log', line: 12 })).toBeNull();
  });

  test('is empty when neither boot is known', () => {
    expect(logRowsOf({ outgoing: null, incoming: null }).count).toBe(0);
  });
});

describe('stampOf', () => {
  test.each([
    ['[   12.532769] Kernel panic - not syncing', 12.532769],
    ['<4>[    1.018540] DMAR: x', 1.01854],
    ['[    0.000000][    T0] Linux version', 0],
    ['Kernel panic at [12.5]', null],
  ])('%s', (text, seconds) => expect(stampOf(text)).toBe(seconds));
});
