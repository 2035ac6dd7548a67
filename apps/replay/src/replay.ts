/** Runs the live core over recorded events or plain logs in virtual time and says what it says, when it says it. */
import { setTimeout as sleep } from 'node:timers/promises';
import { from } from 'rxjs';
import { analyze, type DeviceHandoff, type Fact, type Handoff, type Input, type Output } from '#core';
import { visible } from './render/layout';
import { driverSaid, kernelsSaid, tally } from './render/words';
import { fieldsSaid } from './session/why';
import type { Terminal } from './terminal';
import { inVirtualTime, type Timed, type Until, until } from './virtual-time';

export interface ReplayRequest {
  readonly inputs: AsyncIterable<Input> | Iterable<Input>;
  /** Virtual seconds a real second; null as fast as it goes. */
  readonly speed: number | null;
  /** Asked to go on after each thing said; null never waits. */
  readonly goOn: (() => Promise<void>) | null;
  readonly until: Until;
  readonly device: string | null;
  readonly format: 'text' | 'ndjson';
  /** Every fact, not only faults and boundaries. */
  readonly facts: boolean;
}

const FIELDS_MAX = 160;
const factSaid = (fact: Fact): string => {
  const time = fact.time === null ? '' : `[${fact.time.toFixed(6)}] `;
  const said = `line ${fact.line}  ${time}${fact.kind}${fact.bdf ? ` ${fact.bdf}` : ''}  ${fieldsSaid(fact)}`;
  return visible(said).slice(0, FIELDS_MAX).trimEnd();
};

const isTold = (fact: Fact, { facts, device }: ReplayRequest): boolean =>
  (facts || fact.fault || fact.family === 'boundary') && (device === null || fact.bdf === null || fact.bdf === device);

const judgedOf = (device: DeviceHandoff | undefined): string | null =>
  device ? `${device.verdict}${device.findings[0] ? ` (${device.findings[0].confidence})` : ''}` : null;

/** Devices that change alike are counted when there are more than these. */
const ALIKE_MAX = 3;

/** What changed between two judgements of a handoff; all of it where it is new. */
export const changesOf = (before: Handoff | undefined, after: Handoff): string[] => {
  const head = `handoff ${after.id}  ${after.host}  ${after.kind}  ${kernelsSaid(after)}  policy ${after.policy.label}  ${after.outcome}`;
  const known = new Map(before?.devices.map((device) => [device.bdf, device]));
  const alike = new Map<string, DeviceHandoff[]>();
  for (const device of after.devices) {
    const was = judgedOf(known.get(device.bdf));
    const is = judgedOf(device);
    const change = was === null ? `${is}` : `${was} → ${is}`;
    if (was !== is) alike.set(change, [...(alike.get(change) ?? []), device]);
  }
  const said = [...alike].flatMap(([change, devices]) =>
    devices.length > ALIKE_MAX
      ? [`  ${devices.length} devices  ${change}`]
      : devices.map((device) => `  ${device.bdf}  ${driverSaid(device, after)}  ${change}`),
  );
  return before && headOf(before) === headOf(after) ? said : [head, ...said];
};
const headOf = ({ kind, outcome, kernels, policy }: Handoff) => JSON.stringify([kind, outcome, kernels, policy.label]);

const forDevice = (handoff: Handoff, device: string | null): Handoff =>
  device === null ? handoff : { ...handoff, devices: handoff.devices.filter(({ bdf }) => bdf === device) };

/** Runs to the end and returns the last judgement of every handoff, whole. */
export const replay = async (request: ReplayRequest, terminal: Terminal): Promise<readonly Handoff[]> => {
  const handoffs = new Map<string, Handoff>();
  let now = 0;
  let waiting: string[] = [];
  const say = (text: string) => waiting.push(`+${now.toFixed(3).padStart(9)}  ${text}\n`);
  const flush = async () => {
    if (waiting.length === 0) return;
    const text = waiting.join('');
    waiting = [];
    await terminal.out(text);
    await request.goOn?.();
  };
  let stopped = false;
  const tell = (output: Output) => {
    const before = output.type === 'handoff' ? handoffs.get(output.handoff.id) : undefined;
    if (request.until !== null && 'on' in request.until) stopped ||= request.until.on.at(output, before);
    if (output.type === 'handoff') {
      const seen = handoffs.get(output.handoff.id);
      handoffs.set(output.handoff.id, output.handoff);
      if (request.format === 'text') {
        const before = seen && forDevice(seen, request.device);
        changesOf(before, forDevice(output.handoff, request.device)).forEach(say);
      }
    }
    if (output.type === 'state') return;
    if (request.format === 'ndjson') waiting.push(`${JSON.stringify(output)}\n`);
    else if (output.type === 'facts')
      output.facts
        .filter((fact) => isTold(fact, request))
        .map(factSaid)
        .forEach(say);
  };
  async function* paced(steps: AsyncIterable<Timed>): AsyncGenerator<Input> {
    for await (const { input, seconds } of steps) {
      await flush();
      if (stopped) return;
      if (request.speed !== null && seconds > now) await sleep(((seconds - now) * 1000) / request.speed);
      now = seconds;
      yield input;
    }
  }
  const toldBy = request.until !== null && 'on' in request.until;
  const finest = request.goOn !== null || request.speed !== null || toldBy;
  const steps = until(inVirtualTime(request.inputs, finest), request.until);
  await analyze(from(paced(steps))).forEach(tell);
  if (request.format === 'text')
    for (const handoff of handoffs.values()) say(`${handoff.id}  ${handoff.kind}  ${tally(handoff.devices)}`);
  await flush();
  return [...handoffs.values()];
};
