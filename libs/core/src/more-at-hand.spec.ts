import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { from, lastValueFrom, toArray } from 'rxjs';
import type { Input } from './input';
import { analyze, reportOf } from './pipeline';

const CORPUS = join(__dirname, '../../../corpus');
const BLOCK = 60;

/** A log as it comes live: blocks, a tick after each, its end. */
function liveInputs(name: string): readonly Input[] {
  const lines = readFileSync(join(CORPUS, name), 'utf8').split('\n');
  const blocks = Array.from({ length: Math.ceil(lines.length / BLOCK) }, (_, at): Input[] => [
    {
      type: 'lines',
      host: 'h',
      source: 's',
      firstLine: at * BLOCK + 1,
      text: lines.slice(at * BLOCK, (at + 1) * BLOCK).join('\n'),
    },
    { type: 'tick', host: 'h', at: new Date(Date.UTC(2026, 10, 23, 10, 0, at * 10)).toISOString() },
  ]);
  return [...blocks.flat(), { type: 'end', host: 'h', source: 's' }];
}
const outputsOf = (inputs: readonly Input[]) => lastValueFrom(analyze(from(inputs)).pipe(toArray()));
const putOff = (inputs: readonly Input[]) => inputs.map((input, at) => ({ ...input, more: at < inputs.length - 1 }));
const judgements = (outputs: readonly { readonly type: string }[]) =>
  outputs.filter(({ type }) => type === 'handoff').length;

test.each(readdirSync(CORPUS).filter((name) => /^(vtd|chain|ppc).*\.log$/.test(name)))(
  'the last word is the same where all but the last judgement is put off: %s',
  async (name) => {
    const inputs = liveInputs(name);
    for (const some of [inputs, inputs.slice(0, -1), inputs.slice(0, -2)]) {
      const [each, once] = [await outputsOf(some), await outputsOf(putOff(some))];
      expect(reportOf(once).handoffs).toEqual(reportOf(each).handoffs);
      expect(judgements(once)).toBeLessThanOrEqual(judgements(each));
    }
  },
);

test('lines, ticks and ends wait for what is at hand', async () => {
  const inputs = liveInputs('vtd-leak-crash-2nics.log');
  expect(judgements(await outputsOf(inputs))).toBeGreaterThan(4);
  expect(judgements(await outputsOf(putOff(inputs)))).toBeLessThan(3);
});

test('a judgement that was put off is made when nothing follows but lines that say nothing', async () => {
  const text = readFileSync(join(CORPUS, 'vtd-leak-crash-2nics.log'), 'utf8');
  const quiet = (at: number) => `[ ${500 + at}.000000] audit: backlog limit ${at}`;
  const said = (source: string, firstLine: number, text: string): Input => ({
    type: 'lines',
    host: 'h',
    source,
    firstLine,
    text,
  });
  const panicked = text.split('\n').slice(0, 475).join('\n');
  const tick = (at: string): Input => ({ type: 'tick', host: 'h', at: `2026-11-23T${at}Z` });
  const before = [said('s', 1, panicked), said('s', 476, quiet(1)), tick('10:00:00')];
  const rest = said('other', 1, quiet(2));
  const each = reportOf(await outputsOf([...before, tick('13:00:00'), rest]));
  expect(each.handoffs.at(-1)?.outcome).toBe('lost');
  const once = reportOf(await outputsOf([...before, { ...tick('13:00:00'), more: true }, rest]));
  expect(once.handoffs).toEqual(each.handoffs);
});
