/** The examples of schemas/ as events. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Event } from '#event-log';
import { EVENTS, isEventType } from '#schemas';

const FOLDER = join(__dirname, '../../../../schemas/examples');
/** `io.quiesce.facts-read.v1` → `facts-read`. */
const folderOf = (type: string): string => type.split('.')[2] ?? '';

/** Every example of every event type, each with a time of its own. */
export const exampleEvents: readonly Event[] = Object.keys(EVENTS)
  .filter(isEventType)
  .flatMap((type) =>
    readdirSync(join(FOLDER, folderOf(type))).map((file) => ({ type, path: join(FOLDER, folderOf(type), file) })),
  )
  .map(({ type, path }, index) => ({
    id: path.slice(FOLDER.length),
    type,
    source: '/example',
    time: new Date(Date.UTC(2026, 2, 1, 12, 0, index)).toISOString(),
    key: 'example',
    data: JSON.parse(readFileSync(path, 'utf8')) as unknown,
  }));
