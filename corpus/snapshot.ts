/** `npm run corpus`: says what the golden logs' reports get wrong; with -u it also rewrites their snapshots and the facts of messages/, and nothing else. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CORPUS, goldenLogs, reportOfLog, snapshotOf, wrongIn } from './golden';
import { factsOf, MESSAGES, messageFiles, told, writeMessages } from './messages';

const rewriteMessages = (): void => {
  for (const [name, messages] of messageFiles()) {
    const read = messages.map((message) => ({ ...message, facts: factsOf(message).map(told) }));
    writeFileSync(join(MESSAGES, `${name}.txt`), writeMessages(read));
  }
};

const main = async (update: boolean): Promise<void> => {
  let wrong = 0;
  for (const log of goldenLogs()) {
    const report = await reportOfLog(log);
    const troubles = wrongIn(report, log.expected);
    wrong += troubles.length;
    for (const trouble of troubles) process.stdout.write(`${log.name}: ${trouble}\n`);
    if (update) writeFileSync(join(CORPUS, `${log.name}.report.json`), snapshotOf(report));
  }
  if (update) rewriteMessages();
  process.stdout.write(`${wrong} wrong\n`);
  process.exitCode = wrong === 0 ? 0 : 1;
};

void main(process.argv.includes('-u'));
