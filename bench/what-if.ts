/**
 * `npm run what-if -- LOG|FOLDER…`: how many captured failures the model shows again, by the signature, and why it does not where it does
 * not. Without arguments corpus/. `--keep NAME` keeps the result under that name in bench/results/what-if.json.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type Asked, askedOf, failuresOf, logsOf, shareOf } from './what-if/failure';

const RESULTS = join(process.cwd(), 'bench', 'results', 'what-if.json');

const said = ({ log, bdf, verdict, result, assumes, why }: Asked): string =>
  `${log}  ${bdf}  ${verdict}  ${result}: ${result === 'reproduced' ? assumes : why}\n`;

function keep(name: string, result: object): void {
  const kept = existsSync(RESULTS) ? JSON.parse(readFileSync(RESULTS, 'utf8')) : {};
  writeFileSync(RESULTS, `${JSON.stringify({ ...kept, [name]: result }, null, 2)}\n`);
}

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({ allowPositionals: true, options: { keep: { type: 'string' } } });
  const asked: Asked[] = [];
  for (const log of logsOf(positionals.length > 0 ? positionals : ['corpus']))
    for (const failure of await failuresOf(log)) {
      const one = await askedOf(failure);
      asked.push(one);
      process.stdout.write(said(one));
    }
  const share = shareOf(asked);
  const { failures, inTheModel, reproduced } = share;
  process.stdout.write(`${failures} failures, ${inTheModel} in the model, ${reproduced} reproduced\n`);
  if (values.keep) keep(values.keep, { ...share, asked });
}

void main();
