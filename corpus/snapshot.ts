/** `npm run corpus`: says what the golden logs' reports get wrong; with -u it also rewrites their snapshots, and nothing else. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CORPUS, goldenLogs, reportOfLog, snapshotOf, wrongIn } from './golden';

const main = async (update: boolean): Promise<void> => {
  let wrong = 0;
  for (const log of goldenLogs()) {
    const report = await reportOfLog(log);
    const troubles = wrongIn(report, log.expected);
    wrong += troubles.length;
    for (const trouble of troubles) process.stdout.write(`${log.name}: ${trouble}\n`);
    if (update) writeFileSync(join(CORPUS, `${log.name}.report.json`), snapshotOf(report));
  }
  process.stdout.write(`${wrong} wrong\n`);
  process.exitCode = wrong === 0 ? 0 : 1;
};

void main(process.argv.includes('-u'));
