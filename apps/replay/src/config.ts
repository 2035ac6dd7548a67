/** What the offline commands take from their surroundings: how wide to print, whether in colour, and where programs are. */

export interface Screen {
  /** Columns to wrap at. */
  readonly columns: number;
  readonly colour: boolean;
}
interface Stream {
  readonly isTTY?: boolean;
  readonly columns?: number;
}
type Environment = Readonly<Record<string, string | undefined>>;

const COLUMNS_MIN = 40;
const COLUMNS_MAX = 160;
/** Where nothing says how wide to print: a pipe, a file. */
const COLUMNS_UNTOLD = 120;

/** `--width` wins over the terminal, the terminal over COLUMNS. Colour only on a terminal, and never under NO_COLOR. */
export const screenOf = (stream: Stream, env: Environment, asked?: number): Screen => {
  const told = asked ?? (stream.isTTY ? stream.columns : undefined) ?? (Number(env.COLUMNS) || COLUMNS_UNTOLD);
  const columns = Math.min(COLUMNS_MAX, Math.max(COLUMNS_MIN, told));
  const colour = Boolean(stream.isTTY) && !env.NO_COLOR && env.TERM !== 'dumb';
  return { columns, colour };
};

export const standardScreen = (asked?: number): Screen => screenOf(process.stdout, process.env, asked);

/** Where programs are looked for. */
export const searchPath = (): string => process.env.PATH ?? '';
