/** Does a capture say again what was said live? */
import { from } from 'rxjs';
import { analyze, type Handoff } from '#core';
import type { Capture } from './capture';
import { inputsOfEvents } from './recorded-input';

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;
const brief = (value: unknown): string => (JSON.stringify(value) ?? 'nothing').slice(0, 120);

/** Where two values differ, as paths. */
export function differences(recorded: unknown, replayed: unknown, path = ''): readonly string[] {
  if (Object.is(recorded, replayed)) return [];
  if (!isObject(recorded) || !isObject(replayed))
    return [`${path || '/'}: recorded ${brief(recorded)}, replayed ${brief(replayed)}`];
  const keys = [...new Set([...Object.keys(recorded), ...Object.keys(replayed)])];
  return keys.flatMap((key) => differences(recorded[key], replayed[key], `${path}/${key}`));
}

/** Holds a replay against what was judged live. Sentences that say how they differ; none where they are the same. */
export function heldAgainst({ judged }: Capture, handoffs: readonly Handoff[]): readonly string[] {
  const replayed = new Map(handoffs.map((handoff) => [handoff.id, handoff]));
  const several = judged.length > 1;
  return judged.flatMap(({ data: { handoff } }) => {
    const same = replayed.get(handoff.id);
    if (same) return differences(handoff, same, several ? `/${handoff.id}` : '');
    return [`handoff ${handoff.id} did not arise; got ${[...replayed.keys()].join(', ') || 'none'}`];
  });
}

/** The last judgement of every handoff that these inputs give rise to. */
export async function replayed(inputs: Parameters<typeof from>[0]): Promise<readonly Handoff[]> {
  const handoffs = new Map<string, Handoff>();
  await analyze(from(inputs) as Parameters<typeof analyze>[0]).forEach((output) => {
    if (output.type === 'handoff') handoffs.set(output.handoff.id, output.handoff);
    if (output.type === 'retired') for (const id of output.handoffs) handoffs.delete(id);
  });
  return [...handoffs.values()];
}

export const isFaithful = async (capture: Capture): Promise<boolean> =>
  capture.events.length > 0 && heldAgainst(capture, await replayed(inputsOfEvents(capture.events))).length === 0;
