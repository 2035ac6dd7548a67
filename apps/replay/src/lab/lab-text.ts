/** What the lab says on a terminal: each handoff with what was seen from outside, what the log says, and what the model says. */
import { createColors } from 'picocolors';
import type { DeviceHandoff, Handoff } from '#core';
import type { HandoffTruth } from '#simulator';
import type { Screen } from '../config';
import { padded, shortened, wrap } from '../render/layout';
import type { Supply } from './supplies';
import type { LabDeviceTruth, LabHandoffTruth } from './witness';

export interface Compared {
  readonly truth: LabHandoffTruth;
  /** What `analyze()` made of the log; undefined where it found no such handoff. */
  readonly judged: Handoff | undefined;
  /** What the simulator makes of the same scenario. */
  readonly model: HandoffTruth | undefined;
}

/** A log that merely ends tells of no handoff. What its lines would say of another course too is no error, unless it is called certain; nor is quiet behind a full limit, if only possible. */
export function agrees({ expect, ambiguous, limited }: LabDeviceTruth, judged: DeviceHandoff | undefined): boolean {
  if (judged === undefined) return expect === 'lost';
  const { verdict, findings } = judged;
  const confidence = findings[0]?.confidence ?? 'certain';
  if (verdict === 'clean' && limited) return [expect, ...ambiguous].includes(verdict) && confidence === 'possible';
  if (verdict === expect) return true;
  return ambiguous.includes(verdict) && (verdict === 'unobserved' || confidence !== 'certain');
}

const judgedOf = ({ judged }: Compared, bdf: string): DeviceHandoff | undefined =>
  judged?.devices.find((device) => device.bdf === bdf);

export const disagreements = (compared: Compared): readonly LabDeviceTruth[] =>
  compared.truth.devices.filter((device) => !agrees(device, judgedOf(compared, device.bdf)));

const verdictCell = (judged: DeviceHandoff | undefined): string =>
  judged ? `${judged.verdict} (${judged.findings[0]?.confidence ?? 'certain'})` : 'not told';

const refusedSaid = ({ refused, recorded, limited, master, steps, blind }: LabDeviceTruth): string => {
  const counts = Object.entries(refused).filter(([, count]) => count > 0);
  const failed = steps.filter(({ result }) => result !== 'ok').map(({ step }) => step);
  const of = (when: string) => (when === 'early' ? ` (${recorded} recorded for the kernel)` : '');
  return [
    ...(master === null ? [] : [`bus master ${master ? 'on' : 'off'} at the new kernel`]),
    ...counts.map(([when, count]) => `${count} refused ${WHEN[when as keyof typeof refused]}${of(when)}`),
    ...(limited ? ['its limit of reports was reached'] : []),
    ...(failed.length > 0 ? [`${failed.join(', ')} failed`] : []),
    ...(blind === null ? [] : [blind]),
  ].join(', ');
};

const WHEN: Readonly<Record<keyof LabDeviceTruth['refused'], string>> = {
  between: 'on the way down',
  early: 'before its driver',
  probing: 'while it probed',
  after: 'after its claim',
};

const HEADS = ['device', 'driver', 'truth', 'analyze', 'model'] as const;
const WIDTHS = [12, 12, 12, 24, 12] as const;
const cells = (texts: readonly string[]): string =>
  texts
    .map((text, at) => padded(shortened(text, WIDTHS[at] ?? 12), WIDTHS[at] ?? 12))
    .join(' ')
    .trimEnd();

function deviceLines(compared: Compared, device: LabDeviceTruth, screen: Screen): readonly string[] {
  const paint = createColors(screen.colour);
  const judged = judgedOf(compared, device.bdf);
  const model = compared.model?.devices.find(({ bdf }) => bdf === device.bdf)?.expect ?? '·';
  const right = agrees(device, judged);
  const row = cells([device.bdf, device.driver ?? '·', device.happened, verdictCell(judged), model]);
  const said = refusedSaid(device);
  return [
    `${right ? '' : paint.red('✖ ')}${row}`.replace(/^(?!\S*✖)/, '  '),
    ...(said === '' ? [] : wrap({ text: said, columns: screen.columns, first: '    ', rest: '    ' }).map(paint.dim)),
  ];
}

export function handoffLines(compared: Compared, screen: Screen): readonly string[] {
  const { host, handoff, kind, policy, from, to, outcome } = compared.truth;
  const kernels = from === to ? from : `${from} → ${to}`;
  const head = `${host}  ${handoff}  ${kind}  ${kernels}  policy ${policy}  ${outcome}`;
  return [
    ...wrap({ text: head, columns: screen.columns, first: '', rest: ' ' }).map((line) => line.trimEnd()),
    `  ${cells(HEADS)}`,
    ...compared.truth.devices.flatMap((device) => deviceLines(compared, device, screen)),
  ];
}

export function supplyLines(supplies: readonly Supply[], screen: Screen): readonly string[] {
  const paint = createColors(screen.colour);
  const width = Math.max(...supplies.map(({ what }) => what.length));
  return supplies.flatMap(({ what, found, mend }) => {
    const mark = found === null ? paint.red('lacks') : paint.green('ok   ');
    const hang = ' '.repeat(width + 8);
    const [line = '', ...rest] = wrap({ text: found ?? mend, columns: screen.columns, first: hang, rest: hang });
    return [`${mark} ${padded(what, width)}  ${line.trimStart()}`, ...rest];
  });
}
