/** Logs that never were: messages of every row and format, stretches of golden logs and hostile lines, in any form. */
import { ROWS } from '#core';
import { PRINTED_FORMS, type PrintedForm, print } from '#simulator';
import { messageFiles } from '../corpus/messages';
import type { Chance } from './chance';

const EXAMPLES = ROWS.flatMap((row) => row.examples);
const MESSAGES = [...messageFiles().values()].flat();
/** Names that every JavaScript object already has. */
export const INHERITED = ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'valueOf'];
const BEYOND = ['9007199254740993', '99999999999999999999', '0xffffffffffffffffffff', '18446744073709551616', '-1'];

const stamped = (chance: Chance, message: string): string =>
  `[${(chance.below(400_000_000) / 1e6).toFixed(6).padStart(12)}] ${message}`;

const address = (chance: Chance): string =>
  `0000:${(chance.below(4) + 1).toString(16).padStart(2, '0')}:0${chance.below(4)}.${chance.below(8)}`;

const HOSTILE: readonly ((chance: Chance) => string)[] = [
  (chance) => stamped(chance, `${chance.pick(INHERITED)} ${address(chance)}: probe with driver x failed with error -5`),
  (chance) => stamped(chance, `e1000e ${address(chance)} ${chance.pick(INHERITED)}: Link is Down`),
  (chance) => stamped(chance, `nvme ${chance.pick(INHERITED)}: pci function ${address(chance)}`),
  (chance) => stamped(chance, `nvme ${chance.pick(INHERITED)}: controller is down; will reset: CSTS=0xffffffff`),
  (chance) => `Nov 22 19:04:00 ${chance.pick(INHERITED)} kernel: ${chance.pick(EXAMPLES)}`,
  (chance) => stamped(chance, `DMAR: [DMA Read NO_PASID] Request device [02:00.0] fault addr ${chance.pick(BEYOND)}`),
  (chance) => `3,${chance.pick(BEYOND)},${chance.pick(BEYOND)},-;EEH: Recovering PHB#${chance.pick(BEYOND)}-PE#1fd`,
  (chance) => stamped(chance, `${chance.pick(['pci', 'nvme', 'DMAR:'])}${' '.repeat(chance.below(300))}failed`),
  (chance) => stamped(chance, `EEH: ${'0123456789abcdef'.repeat(chance.below(40))}`),
  (chance) => stamped(chance, `WARNING: ${chance.pick(INHERITED)} at ${chance.pick(BEYOND)}`),
];

const BOOTS: readonly ((chance: Chance) => string)[] = [
  () => '[    0.000000] Linux version 6.1.0-56-amd64 (builder@host) (gcc-12 12.2.0) #1 SMP PREEMPT_DYNAMIC',
  () => '[    0.000000] Booting Linux on physical CPU 0x0000000000 [0x411fd070]',
  () => '[    0.000000] printk: bootconsole [earlyser0] enabled',
  (chance) => stamped(chance, 'kexec_core: Starting new kernel'),
  (chance) => stamped(chance, 'Kernel panic - not syncing: sysrq triggered crash'),
  () => '-- Boot 1f2e3d4c5b6a79880123456789abcdef --',
  () => 'SeaBIOS (version 1.16.2-debian-1.16.2-1)',
];

const FORMS = Object.keys(PRINTED_FORMS) as PrintedForm[];

/** A message of the catalogue as one of the tools prints it, on a host that may have any name. */
function printed(chance: Chance, form: PrintedForm): readonly string[] {
  const { before, records } = chance.pick(MESSAGES);
  const seconds = chance.below(400_000) / 1e3;
  const host = chance.oneIn(4) ? chance.pick(INHERITED) : 'web-17';
  const scene = { host, bootedAt: '2026-11-23T08:00:00.000Z', sequence: chance.below(9000) };
  const facility = chance.oneIn(10) ? 1 : 0;
  const said = [...before, ...records].map((text, at) => ({ text, seconds: seconds + at / 100, level: 3, facility }));
  return print(form, said, scene).replace(/\n$/, '').split('\n');
}

function piece(chance: Chance, { logs, form }: { logs: readonly string[]; form: PrintedForm }): readonly string[] {
  const kind = chance.below(12);
  if (kind < 4) return printed(chance, form);
  if (kind < 5) return printed(chance, chance.pick(FORMS));
  if (kind < 7) return chance.pick(EXAMPLES).split('\n');
  if (kind < 9) return [chance.pick(HOSTILE)(chance)];
  if (kind < 10) return [chance.pick(BOOTS)(chance)];
  const lines = chance.pick(logs).split('\n');
  const from = chance.below(lines.length);
  return lines.slice(from, from + 1 + chance.below(12));
}

/** A log of a few to some forty lines; `logs` are real ones to take stretches of. */
export function composeLog(chance: Chance, logs: readonly string[]): string {
  const form = chance.oneIn(2) ? 'dmesg' : chance.pick(FORMS);
  const pieces = Array.from({ length: 1 + chance.below(9) }, () => piece(chance, { logs, form }));
  return pieces.flat().join('\n') + (chance.oneIn(3) ? '' : '\n');
}
