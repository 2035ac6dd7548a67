/** Remarks of whoever pasted a log. */
import { frame } from './frame';
import { withoutRemark } from './remark';

const of = (raw: string) => withoutRemark(frame(raw, { source: 's', number: 7 }));

test.each([
  'igb 0000:0a:00.0: probe failed   <--- here it is',
  'igb 0000:0a:00.0: probe failed <- ???',
  'igb 0000:0a:00.0: probe failed  <=== this one',
  'igb 0000:0a:00.0: probe failed    [<<<<<----- worries me most]',
  'igb 0000:0a:00.0: probe failed\t<<<<',
  'igb 0000:0a:00.0: probe failed <~~ and this <--- too',
])('is taken off: %s', (text) => {
  expect(of(`[    4.250000] ${text}`)).toMatchObject({
    message: 'igb 0000:0a:00.0: probe failed',
    body: 'probe failed',
    subject: { bdf: '0000:0a:00.0' },
    time: 4.25,
  });
});

test.each([
  'thunderbolt 0000:07:00.0: 0: linked ports 1 <-> 2',
  'foo 0000:07:00.0: joined <--> here',
  'foo 0000:07:00.0: limit 3 <= 4',
  'foo 0000:07:00.0: mask 1 << 12',
  'foo 0000:07:00.0: scan of <null> at <0x10>',
  'foo 0000:07:00.0: map <===> of both',
  '<--- all that follows is of the second boot',
])('stands: %s', (text) => {
  const line = frame(`[    4.250000] ${text}`, { source: 's', number: 7 });
  expect(withoutRemark(line)).toBe(line);
});

test('what stands before a remark is whole', () => {
  const line = { ...frame('[    4.250000] eth0: x <-- y', { source: 's', number: 7 }), cutShort: 'truncated' as const };
  expect(withoutRemark(line).cutShort).toBeUndefined();
});

test('a remark on the address alone leaves the line as it is', () => {
  const line = frame('[    4.250000] igb 0000:0a:00.0: <-- see', { source: 's', number: 7 });
  expect(withoutRemark(line)).toBe(line);
});
