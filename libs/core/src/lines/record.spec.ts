/** Records of several lines: joined on the line of their message, wherever the text was cut, and never more than the text says. */
import { joinRecords, mayEndInRecord, RECORD_MARKS } from './record';

const FAULT =
  'DMAR: [DMA Write] Request device [3b:00.0] fault addr 7f3a2000 [fault reason 05] PTE Write access is not set';

/** The text read in two cuts: what is open after the first is read with the second. */
const inTwo = (lines: readonly string[], at: number): string => {
  const first = joinRecords(`${lines.slice(0, at).join('\n')}\n`);
  const second = joinRecords(`${first.rest}${lines.slice(at).join('\n')}\n`, true);
  return first.text + second.text;
};

const PRETTY = [
  'before',
  '{',
  '\t"PRIORITY" : "3",',
  `\t"MESSAGE" : "${FAULT}",`,
  '\t"_TRANSPORT" : "kernel",',
  '\t"__REALTIME_TIMESTAMP" : "1"',
  '}',
  'after',
];
const EXPORT = [
  '__CURSOR=s=1;i=1',
  '__REALTIME_TIMESTAMP=1795420900010000',
  'MESSAGE',
  '\u0010\0\0\0\0\0\0\0EEH: one',
  'two line',
  '_TRANSPORT=kernel',
  '',
  'after',
];
const FRAGMENTS = [
  `3,416,1758426,-,ncfrag=0/${FAULT.length};${FAULT.slice(0, 40)}`,
  `3,416,1758426,-,ncfrag=40/${FAULT.length};${FAULT.slice(40)}`,
  'after',
];
const ENTRIES = [
  '{',
  '   "dmesg": [',
  '      {',
  '         "pri": 3,',
  '         "time":   100.010000,',
  '         "caller": "T17",',
  `         "msg": "${FAULT}"`,
  '      },{',
  '         "pri": 30,',
  '         "time":   100.020000,',
  '         "msg": "after"',
];
const PARTIALS = [
  `2026-11-23T08:01:40.010123456Z stdout P [  100.010000] ${FAULT.slice(0, 40)}`,
  `2026-11-23T08:01:40.010123456Z stdout F ${FAULT.slice(40)}`,
  'after',
];

test('journalctl -o json-pretty', () => {
  const lines = joinRecords(`${PRETTY.join('\n')}\n`).text.split('\n');
  expect(lines.filter(Boolean)).toEqual(['before', lines[3], 'after']);
  expect(JSON.parse(lines[3] ?? '')).toEqual({
    ...{ PRIORITY: '3', MESSAGE: FAULT, _TRANSPORT: 'kernel', __REALTIME_TIMESTAMP: '1' },
  });
});

test('journalctl -o export, with a field of several lines', () => {
  const lines = joinRecords(`${EXPORT.join('\n')}\n`).text.split('\n');
  expect(JSON.parse(lines[3] ?? '')).toEqual({
    __REALTIME_TIMESTAMP: '1795420900010000',
    MESSAGE: 'EEH: one\ntwo line',
    _TRANSPORT: 'kernel',
  });
  expect(lines.indexOf('after')).toBe(7);
});

test('an export keeps what its reader looks at, and no more', () => {
  const fields = ['MESSAGE', 'PRIORITY', 'SYSLOG_FACILITY', 'SYSLOG_IDENTIFIER', '_TRANSPORT', '_HOSTNAME', '_BOOT_ID'];
  const kept = [...fields, '_PID', '_SOURCE_MONOTONIC_TIMESTAMP', '__REALTIME_TIMESTAMP'];
  const lines = ['__CURSOR=s=1', ...kept.map((name) => `${name}=of ${name}`), '_COMM=x', 'UNIT=y', '', ''];
  expect(JSON.parse(joinRecords(lines.join('\n')).text.split('\n').find(Boolean) ?? '')).toEqual(
    Object.fromEntries(kept.map((name) => [name, `of ${name}`])),
  );
});

test.each(['__CURSOR=x', '__REALTIME_TIMESTAMP=1', '__MONOTONIC_TIMESTAMP=1'])('an export begins with %s', (first) => {
  const text = `${first}\n__REALTIME_TIMESTAMP=1\nMESSAGE=x\n\n`;
  expect(joinRecords(text).text.split('\n').filter(Boolean)).toEqual(['{"__REALTIME_TIMESTAMP":"1","MESSAGE":"x"}']);
});

test('lines of an export that are no fields of it are passed over', () => {
  const lines = [
    '__CURSOR=x',
    '__REALTIME_TIMESTAMP=1',
    'not MESSAGE=y',
    'not MESSAGE',
    'MESSAGE not',
    'MESSAGE=x',
    '',
    '',
  ];
  expect(joinRecords(['see __CURSOR=x', ...lines].join('\n')).text.split('\n')).toEqual([
    ...['see __CURSOR=x', '', '', '', '', '', '{"__REALTIME_TIMESTAMP":"1","MESSAGE":"x"}', '', ''],
  ]);
});

test.each([
  ['has no time', '__CURSOR=x\nMESSAGE=x\n\n'],
  ['begins behind other words', 'see __REALTIME_TIMESTAMP=1\nMESSAGE=x\n\n'],
])('what %s is no record of an export', (_, text) => {
  expect(joinRecords(text)).toEqual({ text, rest: '' });
});

test('dmesg --json: each entry on the line of its words', () => {
  expect(joinRecords(`${ENTRIES.join('\n')}\n`, true).text.split('\n')).toEqual([
    ...ENTRIES.slice(0, 3),
    ...['', '', '', `{"pri": 3,"time":   100.010000,"caller": "T17","msg": "${FAULT}"}`],
    ...['      },{', '', '', '{"pri": 30,"time":   100.020000,"msg": "after"}', ''],
  ]);
});

test.each([
  ['goes on with something else', ['         "pri": 3,', '         "what": 5,', '         "msg": "x"']],
  [
    'has too many lines',
    ['         "pri": 3,', ...Array<string>(3).fill('         "time": 1,'), '         "msg": "x"'],
  ],
  ['begins behind other words', ['said "pri": 3,', '         "msg": "x"']],
  ['begins with more than its level', ['         "pri": 3, "x": 1,', '         "msg": "x"']],
  ['goes on behind other words', ['         "pri": 3,', 'x        "time": 1,', '         "msg": "x"']],
  ['goes on with more', ['         "pri": 3,', '         "time": 1, "x": 1,', '         "msg": "x"']],
  ['ends behind other words', ['         "pri": 3,', 'x        "msg": "x"']],
  ['ends with more', ['         "pri": 3,', '         "msg": "x" 5']],
])('an entry that %s is none', (_, lines) => {
  const text = `${lines.join('\n')}\n`;
  expect(joinRecords(text, true)).toEqual({ text, rest: '' });
});

test('a length of ten in an export is a newline of its own', () => {
  const text = ['__REALTIME_TIMESTAMP=1', 'MESSAGE', '', '\0\0\0\0\0\0\0EEH: a\nbcd', '', ''].join('\n');
  expect(JSON.parse(joinRecords(text).text.split('\n').find(Boolean) ?? '')).toMatchObject({ MESSAGE: 'EEH: a\nbcd' });
});

test('fragments of extended netconsole', () => {
  expect(joinRecords(`${FRAGMENTS.join('\n')}\n`).text).toBe(`3,416,1758426,-;${FAULT}\n\nafter\n`);
});

test('a fragment that never came ends the record where it breaks', () => {
  const [first, , last] = FRAGMENTS as [string, string, string];
  expect(joinRecords(`${first}\n${last}\n`).text).toBe(
    `3,416,1758426,-;${FAULT.slice(0, 40)} [fragment lost]\nafter\n`,
  );
});

test.each([
  ['of another record', '3,417,1758426,-,ncfrag=40/105;x'],
  ['from another place', '3,416,1758426,-,ncfrag=41/105;x'],
])('a fragment %s is not its rest', (_, other) => {
  const [first] = FRAGMENTS as [string];
  expect(joinRecords(`${first}\n${other}\n`, true).text).toBe(
    `3,416,1758426,-;${FAULT.slice(0, 40)} [fragment lost]\n${other}\n`,
  );
});

test('fragments are measured in bytes, and keep what stands behind their place in the record', () => {
  const text = '3,416,1758426,-,ncfrag=0/6,caller=T1;é:\n3,416,1758426,-,ncfrag=3/6,caller=T1;abc\n';
  expect(joinRecords(text).text).toBe('3,416,1758426,-,caller=T1;é:abc\n\n');
});

test.each([
  ['a record that speaks of fragments', '3,416,1758426,-;saw 3,417,1,-,ncfrag=0/105;x\n'],
  ['words before a container’s line', 'saw 2026-11-23T08:01:40.010123456Z stdout P x\ny\n'],
  ['a brace before other words', 'int main()\n{\n\treturn 0;\n'],
  ['a record of the journal without words', '{\n\t"__REALTIME_TIMESTAMP" : "1",\n\t"PRIORITY" : "3"\n}\n'],
  ['a record of the journal without its time', '{\n\t"MESSAGE" : "EEH: dead IOC detected"\n}\n'],
])('%s: nothing is joined, and nothing waits', (_, text) => {
  expect(joinRecords(text)).toEqual({ text, rest: '' });
});

test.each([
  ['from a console with CRs', ['{\r', '\t"__REALTIME_TIMESTAMP" : "1",\r', '\t"MESSAGE" : "x"\r', '}\r'], 2],
  ['without blanks before its colons', ['{', ' "MESSAGE": "x",', ' "__REALTIME_TIMESTAMP": "1"', '}'], 1],
  ['that ends in an object', ['{', '\t"MESSAGE" : "x",', '\t"__REALTIME_TIMESTAMP" : "1",', '\t"OF" : {}', '}'], 1],
])('a pretty record %s', (_, lines, at) => {
  const joined = joinRecords(`${lines.join('\n')}\n`).text.split('\n');
  expect(joined.findIndex(Boolean)).toBe(at);
  expect(JSON.parse(joined[at] ?? '')).toMatchObject({ MESSAGE: 'x' });
});

test('the rest of a fragmented record stands alone where its beginning was lost', () => {
  const text = `${FRAGMENTS[1]}\n`;
  expect(joinRecords(text)).toEqual({ text, rest: '' });
});

test.each(['stdout', 'stderr'])('a partial line of a container’s %s ends where another line begins', (stream) => {
  const at = '2026-11-23T08:01:40.010+01:00';
  const text = [`${at} ${stream} P a`, `${at} ${stream} P b`, `${at} ${stream} F c`, `${at} ${stream} P d`, 'e', ''];
  expect(joinRecords(text.join('\n')).text.split('\n')).toEqual([
    ...[`${at} ${stream} F abc`, '', '', `${at} ${stream} F d`, 'e', ''],
  ]);
});

test('partial lines of a container', () => {
  expect(joinRecords(`${PARTIALS.join('\n')}\n`).text.split('\n')[0]).toBe(
    `2026-11-23T08:01:40.010123456Z stdout F [  100.010000] ${FAULT}`,
  );
});

test.each([
  ['json-pretty', PRETTY],
  ['export', EXPORT],
  ['entries', ENTRIES],
  ['fragments', FRAGMENTS],
  ['partial lines', PARTIALS],
])('%s: the same however the text is cut', (_, lines) => {
  const whole = joinRecords(`${lines.join('\n')}\n`, true).text;
  for (let at = 1; at < lines.length; at++) expect(inTwo(lines, at)).toBe(whole);
});

test.each([
  ['json-pretty', PRETTY],
  ['export', EXPORT],
  ['entries', ENTRIES],
  ['fragments', FRAGMENTS],
  ['partial lines', PARTIALS],
])('%s: twice is each record twice, on its own lines', (_, lines) => {
  const text = `${lines.join('\n')}\n`;
  const once = joinRecords(text, true).text;
  expect(joinRecords(`x\n${text}${text}`, true).text).toBe(`x\n${once}${once}`);
});

test('a brace with a blank behind it begins no record, also where one before it made the text be looked at', () => {
  const lines = ['{ ', `\t"MESSAGE" : "${FAULT}"`, '}'];
  for (const text of [lines, ['{', ...lines]].map((some) => `${some.join('\n')}\n`))
    expect(joinRecords(text, true)).toEqual({ text, rest: '' });
});

test('text without such records is the very text', () => {
  const text = '[    1.000000] a\n[    1.000001] b {\n';
  expect(joinRecords(text)).toEqual({ text, rest: '' });
});

test.each([
  ['a brace that nothing closes', ['{', '\t"MESSAGE" : "x",']],
  ['what is no JSON', ['{', '\t"MESSAGE" : x', '}']],
  ['an export that goes on', ['__REALTIME_TIMESTAMP=1', 'MESSAGE=x']],
])('%s is read as it is once nothing follows', (_, lines) => {
  expect(joinRecords(lines.join('\n'), true)).toEqual({ text: lines.join('\n'), rest: '' });
});

test('what waits is bounded', () => {
  const long = ['{', ...Array.from({ length: 2_000 }, (_, index) => `\t"F${index}" : "${'x'.repeat(100)}",`)].join(
    '\n',
  );
  expect(joinRecords(`${long}\n`).rest).toBe('');
  const nested = '{\n\t"a" : 1,\n'.repeat(20_000);
  expect(joinRecords(nested).text.length + joinRecords(nested).rest.length).toBe(nested.length);
});

test.each([
  ['json-pretty', '{\n\t"MESSAGE" : "x",\n', true],
  ['json-pretty with CR', '{\r\n\t"MESSAGE" : "x",\r\n', true],
  ['an export', '__CURSOR=s\nMESSAGE=x\n', true],
  ['dmesg --json', '   "pri": 3,\n', true],
  ['plain lines', '[    1.000000] a {b\n', false],
])('%s: may a text end in the midst of a record?', (_, text, may) => {
  expect(mayEndInRecord(text)).toBe(may);
});

test.each([
  ['"__REALTIME_TIMESTAMP" : ', '{\n\t"__REALTIME_TIMESTAMP" : "1",\n'],
  ['"__REALTIME_TIMESTAMP": ', '{\n  "__REALTIME_TIMESTAMP": "1",\n'],
  ['__REALTIME_TIMESTAMP=', '__REALTIME_TIMESTAMP=1\n'],
  ['"pri": ', '         "pri": 3,\n'],
  [',ncfrag=', '3,416,1758426,-,ncfrag=0/105;x\n'],
  [' stdout P ', '2026-11-23T08:01:40.01Z stdout P x\n'],
  [' stderr P ', '2026-11-23T08:01:40.01Z stderr P x\n'],
  [' Part1', 'Panic#1 Part1\n'],
  [' Part2', 'Panic#1 Part2\n'],
])('the reader looks for `%s`, which begins a record of several lines', (mark, text) => {
  expect(RECORD_MARKS.filter((other) => text.includes(other))).toEqual([mark]);
});
