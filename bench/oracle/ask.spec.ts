/** The oracle in small: 300 seeded handoffs of all platforms and policies; `npm run oracle -- 10000` asks for more. */
import { TRUE_VERDICTS, type TrueVerdict } from '#simulator';
import { type Answer, agrees, ask, story } from './ask';

const SEEDS = 300;
const answers: Answer[] = [];

beforeAll(async () => {
  for (let seed = 0; seed < SEEDS; seed++) answers.push(...(await ask(story(seed))));
}, 120_000);

const told = ({ handoff, truth, said, why }: Answer) =>
  `${handoff.host} ${handoff.kind} ${truth.bdf} ${truth.driver}: expected ${truth.expect}, said ${said}: ${why}`;

test('verdicts agree with the truth in at least 99.5 % of what can be seen', () => {
  const observable = answers.filter(({ truth }) => truth.expect !== 'unobserved');
  expect(observable.length).toBeGreaterThan(500);
  const wrong = observable.filter((answer) => !agrees(answer));
  expect({ share: wrong.length / observable.length <= 0.005, wrong: wrong.map(told) }).toMatchObject({ share: true });
});

test('`unobserved` is said exactly where the truth says that nothing could be seen', () => {
  const wrong = answers.filter(
    (answer) => (answer.truth.expect === 'unobserved' || answer.said === 'unobserved') && !agrees(answer),
  );
  expect(wrong.map(told)).toEqual([]);
});

test('no verdict is missing from what is asked, and few courses are ones that a log cannot tell apart', () => {
  const asked = new Set<TrueVerdict>(answers.map(({ truth }) => truth.expect));
  expect(TRUE_VERDICTS.filter((verdict) => !asked.has(verdict))).toEqual([]);
  expect(answers.filter(({ truth, said }) => truth.ambiguous.length > 0 && said !== truth.expect).length).toBeLessThan(
    20,
  );
});

/** A panic for which no crash kernel was loaded: whether one was to follow is not in the log. */
const kindIsTold = ({ handoff }: Answer): boolean => handoff.kind !== 'hang' && handoff.outcome !== 'lost';

test('every kind of handoff, and what became of the host, is told as it was where all lines are there', () => {
  const whole = answers.filter((answer) => answer.whole && kindIsTold(answer));
  const asked = new Set(whole.map(({ handoff }) => `${handoff.kind} ${handoff.outcome}`));
  expect([...asked].sort()).toEqual([
    'firmware firmware',
    'kdump back',
    'kdump died',
    'kexec back',
    'kexec died',
    'liveupdate back',
  ]);
  const wrong = whole.filter(({ handoff, kind, outcome }) => kind !== handoff.kind || outcome !== handoff.outcome);
  expect(wrong.map(told)).toEqual([]);
});

test('a verdict held against another story’s truth does not agree: the oracle can say no', () => {
  const swapped = answers.filter(
    (answer) => !agrees({ ...answer, said: answer.truth.expect === 'missing' ? 'lost' : 'missing' }),
  );
  expect(swapped.length).toBe(answers.length);
});
