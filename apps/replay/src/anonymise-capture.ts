/** A capture that names nobody, for a public bug: judged again under the names it has now. */
import { type Capture, captureOf, inputOf, judgedAgain } from '#capture';
import type { Handoff, Input } from '#core';
import type { RecordedEvent } from '#event-log';
import { eventId } from '#schemas';
import { anonymiser, hostFor, hostsIn } from './anonymise';

const hostsOf = (inputs: readonly Input[]): ReadonlySet<string> =>
  new Set(inputs.flatMap((input) => [input.host, ...(input.type === 'lines' ? hostsIn(input) : [])]));

/** What must be the same of a handoff, whatever its host is called. */
const said = ({ kind, outcome, devices }: Handoff) =>
  JSON.stringify([kind, outcome, devices.map(({ bdf, verdict, signature }) => [bdf, verdict, signature?.id ?? null])]);

/** @throws Error where a verdict would become another */
export async function anonymisedCapture(capture: Capture, key: string): Promise<Capture> {
  const hosts = hostsOf(capture.events.flatMap((event) => inputOf(event) ?? []));
  const anonymous = anonymiser({ key, hosts });
  const sources = new Map<string, string>();
  const sourceFor = (source: string): string => {
    const known = sources.get(source) ?? `source-${sources.size + 1}`;
    sources.set(source, known);
    return known;
  };
  const renamed = (event: RecordedEvent): RecordedEvent => {
    const { host, ...data } = event.data as Record<string, unknown> & { host: string };
    const named = 'source' in data ? { ...data, source: sourceFor(String(data.source)) } : data;
    const told = 'text' in named ? { ...named, text: anonymous(String((named as { text: unknown }).text)) } : named;
    const { stream, partition, position, type, time } = event;
    const name = hostFor(key, host);
    const id = eventId('anonymised', key, event.id);
    return {
      stream,
      partition,
      position,
      id,
      type,
      source: '/quiesce/anonymised',
      time,
      key: name,
      data: { host: name, ...told },
    };
  };
  const events = capture.events.map(renamed);
  const judged = await judgedAgain(events);
  const before = (await judgedAgain(capture.events)).map(({ data }) => said(data.handoff));
  const after = judged.map(({ data }) => said(data.handoff));
  if (JSON.stringify(before) !== JSON.stringify(after))
    throw new Error('without its names the verdicts would be others');
  const wanted = new Set(capture.judged.map(({ data }) => data.version));
  const held = judged.filter(({ data }) => wanted.has(data.version));
  return { ...captureOf([...events, ...(held.length > 0 ? held : judged)]), anonymised: true };
}
