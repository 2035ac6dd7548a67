/** Collector: brings the lines of its sources into the event log, each at least once and under the same number. */
import type { Event } from '#event-log';
import { linesCollected, sourceEnded, ticked } from '../event';
import { type Persistence, persist, sleep } from '../role';
import { type Checkpoint, type Checkpoints, reserve } from './checkpoint';
import type { Source } from './source';

export interface Collecting {
  readonly sources: readonly Source[];
  readonly checkpoints: Checkpoints;
  /** Durable when it resolves. */
  readonly send: (events: readonly Event[]) => Promise<void>;
  readonly tickMs: number;
  readonly now: () => Date;
  readonly signal: AbortSignal;
  readonly logger: Persistence['logger'];
  readonly onSent?: (sent: { readonly source: Source; readonly lines: number; readonly bytes: number }) => void;
}

const BY = '/collector';

/** What a host's sources did last: while one is sending, silence is ours and not the host's. */
interface Activity {
  at: number;
  sending: number;
}
interface Working extends Collecting {
  readonly activity: Activity;
}

/** Resolves when every source has ended or `signal` aborts; rejects where one cannot be read or sent. */
export async function collect(collecting: Collecting): Promise<void> {
  const { sources, now } = collecting;
  const ended = new AbortController();
  const signal = AbortSignal.any([collecting.signal, ended.signal]);
  const hosts = [...new Set(sources.map(({ host }) => host))];
  const work = hosts.map((host) => {
    const itsSources = sources.filter((source) => source.host === host);
    const working = { ...collecting, signal, activity: { at: now().getTime(), sending: 0 } };
    const ticking = itsSources.some(({ live }) => live) ? tick(host, working) : Promise.resolve();
    return { reading: Promise.all(itsSources.map((source) => collectFrom(source, working))), ticking };
  });
  try {
    await Promise.all(work.map(({ reading }) => reading));
  } finally {
    ended.abort();
    await Promise.allSettled(work.flatMap(({ reading, ticking }) => [reading, ticking]));
  }
}

/** One block at a time: nothing more is read of a source while a block of it is on its way. */
async function collectFrom(source: Source, working: Working): Promise<void> {
  const { checkpoints, signal, now } = working;
  const { host, name } = source;
  let checkpoint = await checkpoints.load({ host, source: name });
  const keep = async (next: Checkpoint) => {
    checkpoint = next;
    await checkpoints.save(next);
  };
  for await (const { block, after } of source.read(checkpoint, signal)) {
    const { firstLine, lines, text } = block;
    const ahead = reserve(checkpoint, firstLine + lines);
    if (ahead !== null) await keep(ahead);
    const event = linesCollected({ host, source: name, firstLine, text }, { by: BY, time: now().toISOString() });
    if (!(await sendUnlessStopped(event, working))) return;
    await keep({ ...after, reserved: Math.max(after.nextLine, checkpoint.reserved) });
    working.onSent?.({ source, lines, bytes: block.bytes });
  }
  if (!source.live && !signal.aborted && checkpoint.ended !== checkpoint.nextLine) {
    const said = { by: BY, time: now().toISOString() };
    const ended = sourceEnded({ host, source: name, lines: checkpoint.nextLine - 1 }, said);
    if (!(await sendUnlessStopped(ended, working))) return;
    await keep({ ...checkpoint, ended: checkpoint.nextLine });
  }
  // Whoever stops in good order knows how far it came: the next number needs no distance.
  await keep({ ...checkpoint, reserved: checkpoint.nextLine });
}

/** False where the stop came first: whether the event arrived is then unknown. */
async function sendUnlessStopped(event: Event, working: Working): Promise<boolean> {
  const { activity, signal, now } = working;
  activity.sending++;
  try {
    await persist(() => working.send([event]), { ...working, what: 'Sending lines' });
    return true;
  } catch (error) {
    if (signal.aborted) return false;
    throw error;
  } finally {
    activity.sending--;
    activity.at = now().getTime();
  }
}

/** Says that time passes on a host whose sources are silent: absence is judged by these. */
async function tick(host: string, working: Working): Promise<void> {
  const { activity, tickMs, signal, now } = working;
  let last = activity.at;
  while (!signal.aborted) {
    const waitMs = Math.max(last, activity.at) + tickMs - now().getTime();
    if (waitMs > 0 || activity.sending > 0) {
      await sleep(Math.min(tickMs, Math.max(1, waitMs)), signal);
      continue;
    }
    last = now().getTime();
    const at = new Date(last).toISOString();
    await sendUnlessStopped(ticked({ host, at }, { by: BY, time: at }), {
      ...working,
      activity: { at: 0, sending: 0 },
    });
  }
}
