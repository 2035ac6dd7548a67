/**
 * What a fold told, as events whose ids and times come from the input that told it. They are taken at their types' word: its spec holds
 * what the core says of every log of the corpus to the schemas, and who reads them checks them again.
 */
import type { Handoff } from '#core';
import { eventId, type NewEvent } from '#schemas';
import type { Told } from './fold';
import { BY } from './snapshot';

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
    return [...chunksOf(output.facts, FACTS_MAX)].map((facts, chunk) => ({
      id: eventId('facts-read', host, partition, by.position, before, chunk),
      type: 'io.quiesce.facts-read.v1',
      source: BY,
      time: by.time,
      key: host,
      data: { host, facts, input: { partition, position: by.position } },
    }));
  });
}

/** What is left of a handoff that was told and turned out to be another's account: no boots, no devices, nothing that counts. */
const withdrawn = (id: string, host: string): Handoff => ({
  id,
  version: 1,
  host,
  kind: 'unknown',
  asked: null,
  from: null,
  to: null,
  complete: false,
  outcome: 'unknown',
  kernels: { from: null, to: null },
  policy: { label: 'none', declared: null, inferred: [], contradictions: [] },
  iommu: { from: 'unknown', to: 'unknown' },
  observability: { fromStart: false, linesLost: 0, suppressed: 0, damaged: [] },
  events: [],
  devices: [],
  unknownLines: [],
  unknownBeyond: 0,
});

type Judged = Pick<HandoffJudged['data'], 'handoff' | 'boots'>;

function judgedIn(output: Told['output']): readonly Judged[] {
  if (output.type === 'handoff') return [output];
  if (output.type !== 'retired') return [];
  return output.handoffs.map((id) => ({ handoff: withdrawn(id, output.host), boots: [] }));
}

/**
 * Each handoff as the batch left it: what was said of it in between is told by nobody. The core says the same of every input
 * however a batch is cut, so the last thing said of a handoff is the last of its batch, and is told.
 */
export function handoffEvents(told: readonly Told[], partition: number): readonly HandoffJudged[] {
  const last = new Map<string, Judged & { readonly host: string; readonly by: Told['by'] }>();
  for (const { output, by } of told) {
    for (const judged of judgedIn(output)) {
      last.delete(judged.handoff.id);
      last.set(judged.handoff.id, { ...judged, host: output.host, by });
    }
  }
  return [...last.values()].map(({ host, handoff, boots, by }) => ({
    id: eventId('handoff-judged', handoff.id, partition, by.position),
    type: 'io.quiesce.handoff-judged.v1',
    source: BY,
    time: by.time,
    key: host,
    data: { host, version: by.position, handoff, boots },
  }));
}
