/** The project's own golden logs, one host each, as the core judges them. */
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { from, lastValueFrom, toArray } from 'rxjs';
import { analyze, type Output, reportOf } from '#core';
import type { FleetHandoff } from './fleet';

const CORPUS = join(__dirname, '../../../corpus');
const EPOCH = Date.UTC(2026, 0, 5, 12);
const HOUR_MS = 3_600_000;

function fleetOfLog(path: string, index: number): Promise<readonly FleetHandoff[]> {
  const text = readFileSync(path, 'utf8');
  const [host, source] = [`web-${index + 1}`, basename(path)];
  const outputs = analyze(from([{ type: 'lines' as const, host, source, firstLine: 1, text }]));
  return lastValueFrom(outputs.pipe(toArray())).then((all: readonly Output[]) => {
    const { boots, handoffs } = reportOf(all);
    const facts = all.flatMap((output) => (output.type === 'facts' ? output.facts : []));
    const receivedAt = new Date(EPOCH - index * HOUR_MS).toISOString();
    const logs = { [source]: text.split('\n') };
    return handoffs.map((handoff) => ({
      handoff,
      boots: boots.filter(({ id }) => id === handoff.from || id === handoff.to),
      facts,
      logs,
      receivedAt,
    }));
  });
}

/** Every handoff in `corpus/*.log`. */
export async function sampleFleet(): Promise<readonly FleetHandoff[]> {
  const logs = readdirSync(CORPUS)
    .filter((name) => name.endsWith('.log'))
    .sort();
  return (await Promise.all(logs.map((name, index) => fleetOfLog(join(CORPUS, name), index)))).flat();
}

/** Lines that prove a device's verdict in a golden log, as the emulator outside of the guest told them. */
export function goldenEvidence(log: string, bdf: string): readonly number[] {
  const golden: { readonly devices: Readonly<Record<string, { readonly evidence?: readonly number[] }>> } = JSON.parse(
    readFileSync(join(CORPUS, `${log}.expected.json`), 'utf8'),
  );
  return golden.devices[bdf]?.evidence ?? [];
}
