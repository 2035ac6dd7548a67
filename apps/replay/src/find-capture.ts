/** Finds what is to be captured in an event log or a running Quiesce: by what `capture` and `shrink` are asked. */
import { existsSync } from 'node:fs';
import { type Capture, gather, isFaithful, type Wanted } from '#capture';
import { EmbeddedEventLog } from '#event-log/embedded';
import { fetchCapture } from './fetch-capture';
import type { FindOptions } from './find-options';

/** What was asked for cannot be had; said as a sentence. */
export class Refused extends Error {}

export interface Found {
  readonly capture: Capture;
  /** Do these rules judge it as it was judged? */
  readonly faithful: boolean;
}

const hostNames = ({ host }: FindOptions) => host.filter((name) => !name.includes('='));

function wantedOf(options: FindOptions): Wanted {
  const { handoff, alert, since = null, until = null } = options;
  const [host, ...others] = hostNames(options);
  const ways = [handoff, alert, host].filter((way) => way !== undefined);
  if (ways.length !== 1 || others.length > 0)
    throw new Refused('of a log one of --handoff, --alert and --host is captured at a time; --merge joins captures');
  for (const time of [since, until]) {
    if (time !== null && Number.isNaN(Date.parse(time)))
      throw new Refused(`${time} is no time; expected e.g. 2026-11-23T10:00:00Z`);
  }
  if (handoff !== undefined) return { handoff };
  return alert === undefined ? { host: host!, since, until } : { alert };
}

async function ofLog(dir: string, wanted: Wanted): Promise<Found> {
  if (!existsSync(dir)) throw new Refused(`${dir}: no such directory, expected an embedded event log`);
  const log = await EmbeddedEventLog.open({ dir, readOnly: true });
  try {
    const gathered = await gather(log, wanted);
    if ('missing' in gathered) throw new Refused(`${gathered.missing} in ${dir}`);
    return gathered;
  } finally {
    await log.close();
  }
}

/** Null where neither a log nor a running Quiesce is asked. @throws Refused, FetchError, CaptureError */
export async function findCapture(options: FindOptions): Promise<Found | null> {
  const { fromLog, url, token = null } = options;
  if (fromLog !== undefined) return ofLog(fromLog, wantedOf(options));
  if (url === undefined) return null;
  const capture = await fetchCapture({ url, token, wanted: wantedOf(options) });
  return { capture, faithful: await isFaithful(capture) };
}
