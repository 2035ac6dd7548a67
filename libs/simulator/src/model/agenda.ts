/** What is due when: the queue of a discrete-event simulation. Equal times keep their order. */

interface Task {
  readonly at: number;
  readonly order: number;
  readonly run: () => void;
}

export interface Agenda {
  /** Seconds in the running boot. */
  now: number;
  readonly waiting: Task[];
  order: number;
}

export const newAgenda = (): Agenda => ({ now: 0, waiting: [], order: 0 });

export function plan(agenda: Agenda, at: number, run: () => void): void {
  const task = { at: Math.max(at, agenda.now), order: agenda.order++, run };
  let low = 0;
  let high = agenda.waiting.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((agenda.waiting[middle] as Task).at <= task.at) low = middle + 1;
    else high = middle;
  }
  agenda.waiting.splice(low, 0, task);
}

/** Runs what is due until `end` seconds, or until `stop` says so. */
export function runUntil(agenda: Agenda, end: number, stop: () => boolean): void {
  while (!stop()) {
    const next = agenda.waiting[0];
    if (!next || next.at > end) break;
    agenda.waiting.shift();
    agenda.now = Math.max(agenda.now, next.at);
    next.run();
  }
  if (!stop()) agenda.now = Math.max(agenda.now, end);
}
