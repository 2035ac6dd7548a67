import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Placed } from '#capture';
import { validate } from '#schemas';
import { foldBatch } from './fold';
import { snapshotEvent } from './snapshot';
import { factEvents, handoffEvents } from './told-event';

const CORPUS = join(__dirname, '../../../../corpus');
const logs = readdirSync(CORPUS).filter((name) => name.endsWith('.log'));
const time = '2026-01-01T00:00:00.000Z';

test.each(logs)('what is told and kept of %s is as its schemas want it', (name) => {
  const text = readFileSync(join(CORPUS, name), 'utf8');
  const inputs: readonly Placed['input'][] = [
    { type: 'lines', host: 'h', source: 'console', firstLine: 1, text },
    { type: 'end', host: 'h', source: 'console' },
  ];
  const batch = inputs.map((input, position) => ({ input, position, time }));
  const { told, states, kept } = foldBatch({ kept: new Map(), states: new Map() }, batch);
  const snapshots = [...states].map(([host, state]) =>
    snapshotEvent({ host, partition: 0, time }, { state, kept: kept.get(host)! }),
  );
  // As they lie in the log: what JSON has no word for is not there.
  const events = [...factEvents(told, 0), ...handoffEvents(told, 0), ...snapshots].map(
    (event) => JSON.parse(JSON.stringify(event)) as typeof event,
  );
  expect(events.length).toBeGreaterThan(0);
  expect(events.flatMap(({ type, data }) => validate(type, data))).toEqual([]);
});
