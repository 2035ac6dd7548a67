/** Remarks that whoever pasted a line put behind it: `… failed with error -22   <--- this one`. */
import type { Line } from './line';

/**
 * An arrow back at the line, drawn of two marks or more: what kernels compare (`<=`), shift (`<<`) or join (`<->`) is none. It may stand in a
 * bracket.
 */
const ARROW = /\s[[(*]?<(?:[-=~]{2,64}|[<~]{2,64}[-=~]{0,64}|-(?=\s|$))(?![-=<~>])/;

/** The line without the remark behind it. Where it ends is where the remark begins: nothing of it is missing. */
export function withoutRemark<L extends Line>(line: L): L {
  const { message, body } = line;
  if (!message.includes('<')) return line;
  const at = ARROW.exec(message)?.index ?? -1;
  if (at < 0) return line;
  const kept = message.slice(0, at).trimEnd();
  const behind = message.length - kept.length;
  if (kept === '' || behind > body.length) return line;
  return { ...line, message: kept, body: body.slice(0, body.length - behind), cutShort: undefined };
}
