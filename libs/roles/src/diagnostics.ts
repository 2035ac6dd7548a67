/** What the program says of itself: structured, on standard error, without secrets. */
import pino, { type Logger } from 'pino';
import type { Config } from './config';

export const createLogger = (level: Config['level']): Logger =>
  pino({ level, base: undefined, timestamp: pino.stdTimeFunctions.isoTime }, pino.destination({ fd: 2, sync: true }));
