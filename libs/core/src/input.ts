/** What enters the core: lines and time, nothing else. */
import type { LineBlock } from './lines/line';

export interface LinesInput extends LineBlock {
  readonly type: 'lines';
  readonly host: string;
  /** More of the source is at hand, or its end: what these lines change is judged with what follows. */
  readonly more?: boolean;
}
/** Time passing when nothing is said. `at` is ISO 8601 event time. */
export interface TickInput {
  readonly type: 'tick';
  readonly host: string;
  readonly at: string;
}
/** A source will say no more: a file was read to its end. */
export interface EndInput {
  readonly type: 'end';
  readonly host: string;
  readonly source: string;
}
export type Input = LinesInput | TickInput | EndInput;
