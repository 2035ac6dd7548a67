import { checkEnd, wordOf } from './mute.controller';

const NOW = new Date('2026-03-01T00:00:00Z');
const SIGNATURE = 's2-0123456789abcdef';

describe('what a person says of a signature', () => {
  test('is of the signature of the address, without spaces around it', () => {
    expect(wordOf(SIGNATURE, { by: ' ada ', why: '\nknown ' }, ['by', 'why'])).toEqual({
      signature: SIGNATURE,
      by: 'ada',
      why: 'known',
    });
  });
  test.each([
    ['another signature', { signature: 's2-00000000000000ff' }, /signature is not known/],
    ['a field that nobody knows', { by: 'ada', for: 7 }, /for is not known; known are by, why/],
    ['a list', [], /JSON object/],
    ['text', 'mute it', /JSON object/],
    ['nothing', undefined, /JSON object/],
    ['bytes', Buffer.from('by=ada'), /application\/json/],
  ])('%s is refused', (_, body, why) => {
    expect(() => wordOf(SIGNATURE, body, ['by', 'why'])).toThrow(why);
  });
});

test.each(['2026-03-01T00:00:00Z', '2026-02-28T23:59:59Z', '2027-03-03T00:00:00Z', 'soon'])(
  '%s is no end of a mute',
  (until) => {
    expect(() => checkEnd(until, NOW)).toThrow(/a time to come, at most 366 days/);
  },
);
test.each(['2026-03-01T00:00:01Z', '2027-03-02T00:00:00Z', '2026-03-01T02:00:00+01:00'])('%s is one', (until) => {
  expect(() => checkEnd(until, NOW)).not.toThrow();
});
