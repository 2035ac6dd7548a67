/** One device through one handoff on one line: phases as boxes, findings as marks, in the order of the log. */
import type { DeviceHandoff, Finding, Handoff, Phase, PhaseSpan } from '#core';
import type { Piece } from './layout';
import { secondsSaid } from './words';

/** When a line was printed, in the kernel's seconds; null where it is not known. */
export type TimeOfLine = (place: { readonly file: string; readonly line: number }) => number | null;

interface Stop {
  readonly text: string;
  readonly boxed: boolean;
  readonly bad: boolean;
}
const stop = (text: string, boxed = false): Stop => ({ text, boxed, bad: false });

const timeSaid = (time: number | null) => (time === null ? '' : ` ${secondsSaid(time)}`);

/** What began the teardown: the outgoing kernel's panic, where there is one before the incoming one speaks. */
const teardownStop = (span: PhaseSpan, handoff: Handoff): Stop => {
  const arrived = handoff.events.findIndex(({ what }) => what === 'first line');
  const outgoing = handoff.events.slice(0, arrived === -1 ? undefined : arrived);
  const panic = outgoing.find(({ what }) => what === 'panic');
  const time = (panic?.at ?? span.from)?.time ?? null;
  return stop(`${panic ? 'panic' : 'teardown'}${time === null ? '' : `${timeSaid(time)} s`}`, true);
};

const phaseStop = (span: PhaseSpan, handoff: Handoff): Stop => {
  if (span.phase === 'running' || span.phase === 'jump') return stop(span.phase);
  if (span.phase === 'teardown') return teardownStop(span, handoff);
  return stop(span.phase + timeSaid(span.from?.time ?? null), true);
};

const markStop = (finding: Finding, timeOfLine: TimeOfLine): Stop => {
  const time = finding.evidence[0] ? timeOfLine(finding.evidence[0]) : null;
  const times = finding.count > 1 ? ` ×${finding.count}` : '';
  return { text: `✖${timeSaid(time)} ${finding.what}${times}`, boxed: false, bad: true };
};

/** Findings of absence (`clean`, `unobserved`) have no moment, so no mark. */
const marksIn = (phase: Phase, device: DeviceHandoff, timeOfLine: TimeOfLine): Stop[] =>
  device.findings
    .filter((finding) => finding.phase === phase && finding.kind !== null && finding.evidence.length > 0)
    .map((finding) => markStop(finding, timeOfLine));

export const stopsOf = (device: DeviceHandoff, handoff: Handoff, timeOfLine: TimeOfLine): Stop[] => {
  const stops = device.phases.flatMap((span) => [phaseStop(span, handoff), ...marksIn(span.phase, device, timeOfLine)]);
  const last = stops.at(-1);
  return last?.boxed ? [...stops.slice(0, -1), { ...last, boxed: false }] : stops;
};

/** Pieces to lay side by side with nothing between: `running ──┤ panic 12.78 s ├─ jump ─┤ early 0.00 ├─ ✖ 1.18 …`. */
export const swimPieces = (stops: readonly Stop[], paintBad: (text: string) => string): Piece[] =>
  stops.map(({ text, boxed, bad }, at) => {
    const open = at === 0 ? '' : boxed ? '─┤ ' : '─ ';
    const close = at === stops.length - 1 ? '' : boxed ? ' ├' : ' ─';
    return { text: open + text + close, ...(bad && { paint: paintBad }) };
  });
