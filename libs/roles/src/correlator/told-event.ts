/** What a fold told, as events whose ids and times come from the input that told it. */
import { eventId, type NewEvent, newEvent } from '#schemas';
import type { Told } from './fold';

const BY = '/correlator';
/** Facts in one event: as JSON they stay well below Kafka's 1 MB. */
const FACTS_MAX = 500;

type FactsRead = NewEvent<'io.quiesce.facts-read.v1'>;
type HandoffJudged = NewEvent<'io.quiesce.handoff-judged.v1'>;

function* chunksOf<T>(items: readonly T[], size: number): Generator<readonly T[]> {
  for (let at = 0; at < items.length; at += size) yield items.slice(at, at + size);
}

/** Facts by the input and the host they came of. */
export function factEvents(told: readonly Told[], partition: number): readonly FactsRead[] {
  const beforeOf = new Map<Told['by'], number>();
  return told.flatMap(({ output, by }) => {
    if (output.type !== 'facts') return [];
    const { host } = output;
    const before = beforeOf.get(by) ?? 0;
    beforeOf.set(by, before + 1);
    return [...chunksOf(output.facts, FACTS_MAX)].map((facts, chunk) =>
      newEvent({
        id: eventId('facts-read', host, partition, by.position, before, chunk),
        type: 'io.quiesce.facts-read.v1',
        source: BY,
        time: by.time,
        key: host,
        data: { host, facts, input: { partition, position: by.position } },
      }),
    );
  });
}

/** Each handoff as the input left it: what was said of it in between is told by nobody. */
export function handoffEvents(told: readonly Told[], partition: number): readonly HandoffJudged[] {
  const last = new Map<string, HandoffJudged>();
  for (const { output, by } of told) {
    if (output.type !== 'handoff') continue;
    const { host, handoff, boots } = output;
    const id = eventId('handoff-judged', handoff.id, partition, by.position);
    const data = { host, version: by.position, handoff, boots };
    last.delete(id);
    last.set(id, newEvent({ id, type: 'io.quiesce.handoff-judged.v1', source: BY, time: by.time, key: host, data }));
  }
  return [...last.values()];
}
