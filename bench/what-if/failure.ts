/** Failures of captured logs, and whether the model shows them again by the same signature. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { reportOfInputs } from '../../apps/replay/src/report-of';
import { explanations, type Situation, situationOf } from '../../apps/replay/src/what-if';
import { assumptionsOf } from '../../apps/replay/src/what-if-run';
import type { DeviceHandoff, Handoff } from '../../libs/core/src';
import type { Hypothesis } from '../../libs/simulator/src';

/** A device handoff with a signature: something went wrong. */
export interface Failure {
  readonly log: string;
  readonly handoff: Handoff;
  readonly device: DeviceHandoff;
}

/** Every log of some folders and files, in the order of names. */
export const logsOf = (paths: readonly string[]): readonly string[] =>
  paths.flatMap((path) =>
    statSync(path).isDirectory()
      ? readdirSync(path)
          .filter((name) => name.endsWith('.log'))
          .sort()
          .map((name) => join(path, name))
      : [path],
  );

export async function failuresOf(file: string): Promise<readonly Failure[]> {
  const source = basename(file);
  const { handoffs } = await reportOfInputs([
    { type: 'lines', host: 'h', source, firstLine: 1, text: readFileSync(file, 'latin1') },
    { type: 'end', host: 'h', source },
  ]);
  return handoffs.flatMap((handoff) =>
    handoff.devices
      .filter(({ signature }) => signature !== null)
      .map((device) => ({ log: basename(file), handoff, device })),
  );
}

export interface Asked {
  readonly log: string;
  readonly handoff: string;
  readonly bdf: string;
  readonly verdict: string;
  readonly signature: string;
  readonly result: 'reproduced' | 'not reproduced' | 'not in the model';
  /** Why it is not reproduced; null where it is. */
  readonly why: string | null;
  readonly explanations: number;
  /** What the first explanation assumes. */
  readonly assumes: string | null;
  readonly traits: Hypothesis | null;
}

const UNEXPLAINED = 'no traits with two deviations or fewer show it';

/** Looks for every explanation: seconds to a minute where there is none. */
export async function askedOf({ log, handoff, device }: Failure): Promise<Asked> {
  const of = {
    log,
    handoff: handoff.kind,
    bdf: device.bdf,
    verdict: device.verdict,
    signature: device.signature?.title ?? '',
  };
  const situation = situationOf(handoff, device);
  if ('cannot' in situation) return { ...of, ...nothing('not in the model', situation.cannot) };
  const found = await explanations(situation);
  const [first] = found;
  if (first === undefined) return { ...of, ...nothing('not reproduced', reasonOf(situation)) };
  return {
    ...of,
    result: 'reproduced',
    why: null,
    explanations: found.length,
    assumes: assumptionsOf(first),
    traits: first,
  };
}

const nothing = (result: Asked['result'], why: string) => ({
  result,
  why,
  explanations: 0,
  assumes: null,
  traits: null,
});

const reasonOf = ({ parts }: Situation): string =>
  parts.device === 'unknown' ? `${UNEXPLAINED}: the log never tells the device’s id, the model’s does` : UNEXPLAINED;

export interface Share {
  readonly failures: number;
  readonly inTheModel: number;
  readonly reproduced: number;
}

export function shareOf(asked: readonly Asked[]): Share {
  const count = (results: readonly Asked['result'][]) => asked.filter(({ result }) => results.includes(result)).length;
  return {
    failures: asked.length,
    inTheModel: count(['reproduced', 'not reproduced']),
    reproduced: count(['reproduced']),
  };
}
