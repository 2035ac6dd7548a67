/** What enters the core: lines and time, nothing else. */
import type { LineBlock } from './lines/line';

export interface LinesInput<Text extends string | Uint8Array = string> extends LineBlock<Text> {
  readonly type: 'lines';
  readonly host: string;
  /** More of the host is at hand: what this changes is judged with what follows. */
  readonly more?: boolean;
}
/** Time passing when nothing is said. `at` is ISO 8601 event time. */
export interface TickInput {
  readonly type: 'tick';
  readonly host: string;
  readonly at: string;
  /** As of lines. */
  readonly more?: boolean;
}
/** A source will say no more: a file was read to its end. */
export interface EndInput {
  readonly type: 'end';
  readonly host: string;
  readonly source: string;
  /** As of lines. */
  readonly more?: boolean;
}
export type Input = LinesInput | TickInput | EndInput;
/** The same with lines as they are read: bytes are UTF-8, and good until the next input is asked for. */
export type AnyInput = LinesInput<string | Uint8Array> | TickInput | EndInput;
