/** Asks the core about simulated handoffs, and holds its verdicts against what the simulator knows. */
import { from, lastValueFrom, toArray } from 'rxjs';
import { analyze, type Handoff, type Input, reportOf } from '#core';
import {
  chanceOf,
  chanceScenario,
  type DeviceTruth,
  type HandoffTruth,
  type PrintedForm,
  printHost,
  type Scenario,
  type SimulatedHost,
  simulateHost,
} from '#simulator';

/** Forms that go on over a jump, and forms that a tool writes once a boot. */
const CONSOLES: readonly PrintedForm[] = [
  'serial console',
  'dmesg --force-prefix',
  'netconsole, extended',
  'syslog, ISO times',
];
const DUMPS: readonly PrintedForm[] = [
  'dmesg',
  'dmesg -r',
  'dmesg, with callers',
  '/dev/kmsg',
  'journalctl -o short-monotonic',
  'journalctl -o json',
];

export interface Asked {
  readonly seed: number;
  readonly form: PrintedForm;
  readonly scenario: Scenario;
  readonly host: SimulatedHost;
  readonly logs: readonly { readonly name: string; readonly text: string }[];
}

export function story(seed: number): Asked {
  const chance = chanceOf(`oracle/${seed}`);
  const scenario = chanceScenario(chance, `host${seed}`);
  const host = simulateHost(scenario, seed);
  const dump = scenario.handoffs.some(({ loss }) => loss === 'ring-overrun') || chance.happens(0.5);
  const form = chance.pick(dump ? DUMPS : CONSOLES);
  return { seed, form, scenario, host, logs: printHost(host, form, !dump).logs };
}

function inputsOf({ host, logs }: Asked): readonly Input[] {
  const lines = logs.flatMap(({ name, text }): Input[] => [
    { type: 'lines', host: host.host, source: name, firstLine: 1, text },
    { type: 'end', host: host.host, source: name },
  ]);
  const begun = host.boots.at(-1)?.bootedAt ?? '';
  const minuteAfter = new Date(Date.parse(begun) + 600_000).toISOString();
  const ticks = host.waitedUntil === null ? [] : [minuteAfter, host.waitedUntil];
  return [...lines, ...ticks.map((at): Input => ({ type: 'tick', host: host.host, at }))];
}

export async function handoffsOf(asked: Asked): Promise<readonly Handoff[]> {
  const outputs = await lastValueFrom(analyze(from(inputsOf(asked))).pipe(toArray()));
  return reportOf(outputs).handoffs;
}

export interface Answer {
  readonly truth: DeviceTruth;
  readonly handoff: HandoffTruth;
  /** Is every line there that the kernels printed? */
  readonly whole: boolean;
  /** What kind of handoff the core says it was, and what became of the host; `none` where it has no such handoff. */
  readonly kind: string;
  readonly outcome: string;
  /** What the core says of the device; `none` where it has no such device or handoff. */
  readonly said: string;
  readonly confidence: string;
  readonly why: string;
}

interface Held {
  readonly handoff: HandoffTruth;
  readonly truth: DeviceTruth;
  readonly whole: boolean;
}
const answer = ({ handoff, truth, whole }: Held, judged: Handoff | undefined): Answer => {
  const device = judged?.devices.find(({ bdf }) => bdf === truth.bdf);
  return {
    handoff,
    truth,
    whole,
    kind: judged?.kind ?? 'none',
    outcome: judged?.outcome ?? 'none',
    said: device?.verdict ?? 'none',
    confidence: device?.findings[0]?.confidence ?? '',
    why: device?.findings[0]?.why ?? '',
  };
};

export async function ask(asked: Asked): Promise<readonly Answer[]> {
  const judged = await handoffsOf(asked);
  return asked.host.truth.flatMap((handoff) =>
    handoff.devices.map((truth) => {
      const whole = asked.scenario.handoffs[handoff.handoff - 1]?.loss === 'none';
      return answer({ handoff, truth, whole }, judged[handoff.handoff - 1]);
    }),
  );
}

/** Where the lines fit another course too, its verdict is as right, unless it is called certain. */
const isArguable = ({ said, truth, confidence }: Answer): boolean =>
  (truth.ambiguous as readonly string[]).includes(said) && (said === 'unobserved' || confidence !== 'certain');

/** Quiet behind a limit that was full is called clean, but only as possible (domain.md §4 lists what is unobserved). */
const isDoubted = ({ said, truth, confidence }: Answer): boolean =>
  !(said === 'clean' && truth.limited) || confidence === 'possible';

export const agrees = (answer: Answer): boolean =>
  (answer.said === answer.truth.expect && isDoubted(answer)) || isArguable(answer);
