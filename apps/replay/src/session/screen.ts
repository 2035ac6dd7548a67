/** A stopped replay as a screen of text: pure, never wider than its columns nor longer than its rows. */
import { createColors } from 'picocolors';
import type { DeviceHandoff, Handoff } from '#core';
import { padded, shortened, visible } from '../render/layout';
import { driverSaid, isBad, kernelsSaid, verdictSaid } from '../render/words';
import { linesOf } from '../virtual-time';
import { lastStep, type Session } from './session';
import { fieldsSaid } from './why';

export interface View {
  readonly columns: number;
  readonly rows: number;
  readonly colour: boolean;
  /** Number of the device that is chosen, in the order of the handoff. */
  readonly chosen: number;
  /** Lines to show instead of the log, from `top` on; null shows the log. */
  readonly page: { readonly lines: readonly string[]; readonly top: number } | null;
  /** Where a line number is being typed. */
  readonly typed: string | null;
}

const KEYS = 'space step  b back  c/C next/last stop  g line  j/k device  w why  q quit';
/** The devices take up to this part of the screen, the log the rest. */
const DEVICES_SHARE = 0.4;

/** The handoff that was told last. */
export const currentHandoff = ({ now }: Session): Handoff | null => [...now.handoffs.values()].at(-1) ?? null;

const phaseNow = ({ phases }: DeviceHandoff): string => phases.findLast(({ from }) => from !== null)?.phase ?? '-';

const headLines = (session: Session): string[] => {
  const { steps, now, hit } = session;
  const last = lastStep(session);
  const where =
    last?.input.type === 'lines' ? `${last.input.host} line ${last.input.firstLine}` : (last?.input.type ?? '');
  const stopped = hit === null ? '' : `  stopped at ${hit}`;
  const handoff = currentHandoff(session);
  return [
    `+${(last?.seconds ?? 0).toFixed(3)} s  step ${now.at} of ${steps.length}${stopped}  ${where}`,
    handoff
      ? `${handoff.id}  ${handoff.kind}  ${kernelsSaid(handoff)}  policy ${handoff.policy.label}  ${handoff.outcome}`
      : 'no handoff yet',
  ];
};

interface Column {
  readonly text: string;
  readonly bad: boolean;
}
function deviceLines(handoff: Handoff | null, { chosen }: View, most: number): Column[] {
  const devices = handoff?.devices ?? [];
  const from = Math.max(0, Math.min(chosen - Math.floor(most / 2), devices.length - most));
  const widest = Math.max(6, ...devices.map((device) => driverSaid(device, handoff!).length));
  return devices.slice(from, from + most).map((device, index) => {
    const mark = from + index === chosen ? '▸' : ' ';
    const sure = device.findings[0] ? ` (${device.findings[0].confidence})` : '';
    const driver = padded(driverSaid(device, handoff!), Math.min(24, widest));
    return {
      text: `${mark} ${device.bdf}  ${driver}  ${padded(phaseNow(device), 8)}  ${verdictSaid(device.verdict)}${sure}`,
      bad: isBad(device),
    };
  });
}

/** The lines around now, those that are still to come after it; under each taken line the facts that it made. */
function logLines(
  session: Session,
  most: number,
): { readonly text: string; readonly kind: 'past' | 'now' | 'fact' | 'next' }[] {
  const { steps, now, facts } = session;
  const after = Math.min(Math.floor(most / 4), Math.max(0, steps.length - now.at));
  const textAt = (index: number) => {
    const { input } = steps[index]!;
    const number = input.type === 'lines' ? String(input.firstLine) : '';
    const text =
      input.type === 'lines'
        ? (linesOf(input.text)[0] ?? '').trimEnd()
        : input.type === 'tick'
          ? `time passes: ${input.at}`
          : `${input.source} ends`;
    return `${number.padStart(7)}  ${visible(text)}`;
  };
  const past = [];
  for (let index = now.at - 1; index >= 0 && past.length < most; index--) {
    const made = (facts.get(index) ?? []).map((fact) => ({
      text: `${' '.repeat(9)}↳ ${fact.kind}${fact.bdf ? ` ${fact.bdf}` : ''}  ${visible(fieldsSaid(fact))}`,
      kind: 'fact' as const,
    }));
    past.unshift({ text: textAt(index), kind: index === now.at - 1 ? ('now' as const) : ('past' as const) }, ...made);
  }
  const next = Array.from({ length: after }, (_, index) => ({ text: textAt(now.at + index), kind: 'next' as const }));
  return [...past.slice(-(most - next.length)), ...next];
}

export function screenOf(session: Session, view: View): string[] {
  const paint = createColors(view.colour);
  const { columns, rows, page, typed } = view;
  const cut = (text: string) => shortened(text, columns);
  const rule = paint.dim('─'.repeat(columns));
  const head = headLines(session).map((text) => paint.bold(cut(text)));
  const foot = [rule, typed === null ? paint.dim(cut(KEYS)) : cut(`go to line: ${typed}`)];
  const room = Math.max(2, rows - head.length - foot.length);
  if (page) return [...head, rule, ...page.lines.slice(page.top, page.top + room - 1).map(cut), ...foot];
  const devices = deviceLines(currentHandoff(session), view, Math.max(1, Math.floor(room * DEVICES_SHARE)));
  const log = logLines(session, Math.max(1, room - devices.length - 1));
  const painted = { past: (text: string) => text, now: paint.inverse, fact: paint.cyan, next: paint.dim };
  return [
    ...head,
    ...devices.map(({ text, bad }) => (bad ? paint.red(cut(text)) : cut(text))),
    rule,
    ...log.map(({ text, kind }) => painted[kind](cut(text))),
    ...foot,
  ];
}
