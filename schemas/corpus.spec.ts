/** What the core says about every golden log is as the schemas say. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { from } from 'rxjs';
import { analyze, type Output, reportOf } from '#core';
import { type EventType, validate } from '#schemas';

const CORPUS = join(__dirname, '../corpus');
const logs = readdirSync(CORPUS).filter((name) => name.endsWith('.log'));

function outputsOf(name: string): readonly Output[] {
  const text = readFileSync(join(CORPUS, name), 'utf8');
  const outputs: Output[] = [];
  const lines = { type: 'lines', host: 'web-17', source: name, firstLine: 1, text } as const;
  analyze(from([lines])).subscribe((output) => outputs.push(output));
  return outputs;
}

/** The data of the event that tells of an output; null for what no event tells of. */
function eventOf(output: Output): { readonly type: EventType; readonly data: unknown } | null {
  const { host } = output;
  switch (output.type) {
    case 'facts':
      return {
        type: 'io.quiesce.facts-read.v1',
        data: { host, facts: output.facts, input: { partition: 0, position: 0 } },
      };
    case 'handoff': {
      const { handoff, boots } = output;
      return { type: 'io.quiesce.handoff-judged.v1', data: { host, version: 0, handoff, boots } };
    }
    case 'state': {
      const { state } = output;
      const data = { host, rules: state.rules, partition: 0, position: 0, state };
      return { type: 'io.quiesce.host-snapshot.v1', data };
    }
    case 'boots':
    case 'retired':
    case 'file':
      return null;
  }
}

test('there are logs to look at', () => {
  expect(logs.length).toBeGreaterThan(10);
});

test.each(logs)('what is said about %s is valid', (name) => {
  const outputs = outputsOf(name);
  const report = reportOf(outputs);
  expect(report.boots.length).toBeGreaterThan(0);
  expect(validate('report.v1', JSON.parse(JSON.stringify(report)))).toEqual([]);
  const events = outputs.map(eventOf).filter((event) => event !== null);
  expect(new Set(events.map(({ type }) => type))).toContain('io.quiesce.facts-read.v1');
  for (const { type, data } of events) {
    expect(validate(type, data)).toEqual([]);
    // JSON, as the log keeps it, loses nothing.
    expect(JSON.parse(JSON.stringify(data))).toEqual(data);
  }
});
