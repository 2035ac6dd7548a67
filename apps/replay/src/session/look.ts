/** A replay on a terminal: keys in, screens out. */
import { emitKeypressEvents } from 'node:readline';
import { standardScreen } from '../config';
import type { Timed } from '../virtual-time';
import type { BreakOn } from './break-on';
import { type Key, type Looking, pressed } from './keys';
import { screenOf } from './screen';
import { begin } from './session';

const ALTERNATE = '\x1b[?1049h\x1b[?25l';
const NORMAL = '\x1b[?1049l\x1b[?25h';
const HOME = '\x1b[H';
const REST_OF_LINE = '\x1b[K';
const REST_OF_SCREEN = '\x1b[J';

const sizeOf = () => ({ columns: standardScreen().columns, rows: process.stdout.rows || 24 });

const draw = ({ session, view }: Looking): void => {
  const lines = screenOf(session, view).map((line) => line + REST_OF_LINE);
  process.stdout.write(`${HOME}${lines.join('\r\n')}${REST_OF_SCREEN}`);
};

/** Until the person quits; standard input and output are a terminal. */
export async function look(steps: readonly Timed[], breaks: readonly BreakOn[]): Promise<void> {
  const { colour } = standardScreen();
  let looking: Looking = {
    session: begin(steps, breaks),
    view: { ...sizeOf(), colour, chosen: 0, page: null, typed: null },
    done: false,
  };
  const redraw = () => {
    looking = { ...looking, view: { ...looking.view, ...sizeOf() } };
    draw(looking);
  };
  emitKeypressEvents(process.stdin);
  process.stdin.setRawMode(true);
  process.stdin.resume();
  process.stdout.write(ALTERNATE);
  process.stdout.on('resize', redraw);
  draw(looking);
  try {
    await new Promise<void>((resolve, reject) => {
      process.stdin.on('keypress', (_, key: Key) => {
        try {
          looking = pressed(looking, key);
        } catch (error) {
          reject(error as Error);
        }
        if (looking.done) resolve();
        else draw(looking);
      });
      process.stdin.once('end', resolve);
    });
  } finally {
    process.stdout.off('resize', redraw);
    process.stdin.setRawMode(false);
    process.stdin.pause();
    process.stdout.write(NORMAL);
  }
}
