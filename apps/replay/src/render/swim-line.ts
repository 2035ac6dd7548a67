/** One device through one handoff on one line: phases as boxes, findings as marks, in the order of the log. */
import type { DeviceHandoff, Finding, Handoff, PhaseSpan } from '#core';
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

/** `✖ 1.18 DMA read 0x28b4000, PTE not present`. */
export const markSaid = (finding: Finding, timeOfLine: TimeOfLine): string => {
  const time = finding.evidence[0] ? timeOfLine(finding.evidence[0]) : null;
  return `✖${timeSaid(time)} ${finding.what}${finding.count > 1 ? ` ×${finding.count}` : ''}`;
};
const markStop = (finding: Finding, timeOfLine: TimeOfLine): Stop => ({
  text: markSaid(finding, timeOfLine),
  boxed: false,
  bad: true,
});

/**
 * The last phase that had begun where the finding's evidence stands, by line and by clock (a device settles without a line);
 * findings of absence (`clean`, `unobserved`) have no place.
 */
const placeOf = (finding: Finding, { phases }: DeviceHandoff, timeOfLine: TimeOfLine): number | null => {
  const [place] = finding.evidence;
  if (!place || finding.kind === null) return null;
  const time = timeOfLine(place) ?? Number.POSITIVE_INFINITY;
  const at = phases.findLastIndex(
    ({ from }) => from !== null && from.file === place.file && from.line <= place.line && (from.time ?? 0) <= time,
  );
  return at === -1 ? phases.length - 1 : at;
};

/** Findings come worst first; more marks than these say nothing more. */
const MARKS_MAX = 6;

export const stopsOf = (device: DeviceHandoff, handoff: Handoff, timeOfLine: TimeOfLine): Stop[] => {
  const placed = device.findings
    .slice(0, MARKS_MAX)
    .map((finding) => ({ finding, at: placeOf(finding, device, timeOfLine) }));
  const marksIn = (at: number) =>
    placed
      .filter((other) => other.at === at)
      .sort((left, right) => left.finding.evidence[0]!.line - right.finding.evidence[0]!.line)
      .map(({ finding }) => markStop(finding, timeOfLine));
  const stops = device.phases.flatMap((span, at) => [phaseStop(span, handoff), ...marksIn(at)]);
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
