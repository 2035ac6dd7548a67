/** `npm run what-if -- LOG...`: how many captured failures the model shows again, by the signature, and why it does not where it does not. */
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { reportOfInputs } from '../apps/replay/src/report-of';
import { explanations, situationOf } from '../apps/replay/src/what-if';
import { chosenOf } from '../apps/replay/src/what-if-run';

interface Row {
  readonly log: string;
  readonly bdf: string;
  readonly verdict: string;
  readonly result: string;
  readonly explanations: number;
}

async function rowsOf(file: string): Promise<readonly Row[]> {
  const text = readFileSync(file, 'latin1');
  const source = basename(file);
  const report = await reportOfInputs([
    { type: 'lines', host: 'h', source, firstLine: 1, text },
    { type: 'end', host: 'h', source },
  ]);
  const rows: Row[] = [];
  for (const handoff of report.handoffs)
    for (const device of handoff.devices) {
      if (device.signature === null || !chosenOf(report, device.bdf)) continue;
      const of = { log: source, bdf: device.bdf, verdict: device.verdict };
      const situation = situationOf(handoff, device);
      if ('cannot' in situation) {
        rows.push({ ...of, result: `not in the model: ${situation.cannot}`, explanations: 0 });
        continue;
      }
      const found = await explanations(situation);
      const result = found.length > 0 ? 'reproduced' : `not reproduced: ${JSON.stringify(situation.parts)}`;
      rows.push({ ...of, result, explanations: found.length });
    }
  return rows;
}

async function main(): Promise<void> {
  const rows: Row[] = [];
  for (const file of process.argv.slice(2)) rows.push(...(await rowsOf(file)));
  const played = rows.filter(({ result }) => !result.startsWith('not in the model'));
  const reproduced = played.filter(({ result }) => result === 'reproduced');
  const result = { failures: rows.length, inTheModel: played.length, reproduced: reproduced.length, rows };
  const text = JSON.stringify(result, null, 2);
  process.stdout.write(`${text}\n`);
}

void main();
