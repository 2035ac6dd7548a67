/** `npm run oracle -- 10000`: verdicts against the truth of simulated handoffs; every disagreement by kind, with the seed that shows it. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { type Answer, agrees, ask, story } from './oracle/ask';

interface Tally {
  asked: number;
  agreed: number;
  observable: number;
  agreedObservable: number;
}
/** Less agreement with the truth where it could be seen is a failure. */
const AGREEMENT_MIN = 0.995;
const rate = (part: number, whole: number): number => (whole === 0 ? 1 : Number((part / whole).toFixed(5)));

function count(tally: Tally, answer: Answer): void {
  const agreed = agrees(answer);
  const observable = answer.truth.expect !== 'unobserved';
  tally.asked += 1;
  tally.agreed += agreed ? 1 : 0;
  tally.observable += observable ? 1 : 0;
  tally.agreedObservable += agreed && observable ? 1 : 0;
}

async function main(): Promise<void> {
  const [hosts = 300, first = 0] = process.argv.slice(2).map(Number);
  if (!(hosts > 0 && first >= 0)) throw new RangeError('usage: npm run oracle -- [HOSTS [FIRST_SEED]]');
  const tally: Tally = { asked: 0, agreed: 0, observable: 0, agreedObservable: 0 };
  const expected = new Map<string, number>();
  const wrong = new Map<string, { count: number; seeds: string[] }>();
  for (let seed = first; seed < first + hosts; seed++) {
    const asked = story(seed);
    for (const answer of await ask(asked)) {
      count(tally, answer);
      expected.set(answer.truth.expect, (expected.get(answer.truth.expect) ?? 0) + 1);
      if (agrees(answer)) continue;
      const { platform, handoffs } = asked.scenario;
      const kind = `${answer.truth.expect} → ${answer.said} | ${platform} ${answer.handoff.kind} loss=${handoffs[0]?.loss} | ${answer.truth.blind ?? '-'} | ${answer.why.slice(0, 70)}`;
      const known = wrong.get(kind) ?? { count: 0, seeds: [] };
      known.count += 1;
      if (known.seeds.length < 3)
        known.seeds.push(`${seed}/${answer.truth.bdf} ${answer.truth.driver} (${asked.form})`);
      wrong.set(kind, known);
    }
    if (seed % 500 === 499) process.stderr.write(`\r${seed + 1 - first} of ${hosts} handoffs`);
  }
  const disagreements = [...wrong].sort((left, right) => right[1].count - left[1].count);
  const result = {
    command: `npm run oracle -- ${hosts}${first === 0 ? '' : ` ${first}`}`,
    handoffs: hosts,
    deviceHandoffs: tally.asked,
    agreement: rate(tally.agreed, tally.asked),
    agreementWhereObservable: rate(tally.agreedObservable, tally.observable),
    observable: tally.observable,
    expected: Object.fromEntries(expected),
    disagreements: disagreements.map(([kind, { count, seeds }]) => ({ kind, count, seeds })),
  };
  const text = JSON.stringify(result, null, 2);
  process.stdout.write(`${text}\n`);
  if (result.agreementWhereObservable < AGREEMENT_MIN) process.exitCode = 1;
  if (hosts < 10_000) return;
  mkdirSync('bench/results', { recursive: true });
  writeFileSync('bench/results/oracle.json', `${text}\n`);
}

void main();
