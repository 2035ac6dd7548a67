/** What a key does to a replay that is looked at: pure. */
import type { Evidence } from '#core';
import { linesOf } from '../virtual-time';
import { currentHandoff, type View } from './screen';
import { back, factsSoFar, resume, resumeBack, type Session, seek, seekLine, step } from './session';
import { whyLines } from './why';

export interface Looking {
  readonly session: Session;
  readonly view: View;
  readonly done: boolean;
}

/** As readline names them. */
export interface Key {
  readonly name?: string;
  readonly sequence?: string;
  readonly ctrl?: boolean;
}

const at = (looking: Looking, session: Session): Looking => ({
  ...looking,
  session,
  view: { ...looking.view, page: null },
});
const seen = (looking: Looking, view: Partial<View>): Looking => ({ ...looking, view: { ...looking.view, ...view } });

/** Raw lines by place, of the steps that are at hand. */
export const quoteOf =
  ({ steps }: Session) =>
  ({ file, line }: Evidence): string | null => {
    for (const { input } of steps) {
      if (input.type !== 'lines' || input.source !== file || input.firstLine > line) continue;
      const text = linesOf(input.text)[line - input.firstLine];
      if (text !== undefined) return text;
    }
    return null;
  };

export function whyPage(session: Session, chosen: number, columns: number): readonly string[] {
  const handoff = currentHandoff(session);
  const device = handoff?.devices[chosen];
  if (!handoff || !device) return ['no handoff yet'];
  return whyLines({ handoff, device, facts: factsSoFar(session), quote: quoteOf(session) }, columns);
}

function choose(looking: Looking, by: number): Looking {
  const { session, view } = looking;
  const most = (currentHandoff(session)?.devices.length ?? 1) - 1;
  return seen(looking, { chosen: Math.max(0, Math.min(most, view.chosen + by)), page: null });
}

/** Scrolls what is shown instead of the log. */
const scrolled = (looking: Looking, by: number): Looking => {
  const { page } = looking.view;
  if (page === null) return choose(looking, by);
  return seen(looking, { page: { ...page, top: Math.max(0, Math.min(page.lines.length - 1, page.top + by)) } });
};

function typing(looking: Looking, typed: string, { name, sequence = '' }: Key): Looking {
  if (name === 'return') return at(seen(looking, { typed: null }), seekLine(looking.session, Number(typed)));
  if (name === 'escape') return seen(looking, { typed: null });
  if (name === 'backspace') return seen(looking, { typed: typed.slice(0, -1) });
  return /^\d$/.test(sequence) ? seen(looking, { typed: typed + sequence }) : looking;
}

const why = (looking: Looking): Looking => {
  const { session, view } = looking;
  if (view.page) return seen(looking, { page: null });
  return seen(looking, { page: { lines: whyPage(session, view.chosen, view.columns), top: 0 } });
};

type Deed = (looking: Looking) => Looking;
const DEEDS: Readonly<Record<string, Deed>> = {
  ' ': (looking) => at(looking, step(looking.session)),
  s: (looking) => at(looking, step(looking.session)),
  right: (looking) => at(looking, step(looking.session)),
  b: (looking) => at(looking, back(looking.session)),
  left: (looking) => at(looking, back(looking.session)),
  c: (looking) => at(looking, resume(looking.session)),
  C: (looking) => at(looking, resumeBack(looking.session)),
  home: (looking) => at(looking, seek(looking.session, 0)),
  end: (looking) => at(looking, seek(looking.session, looking.session.steps.length)),
  pagedown: (looking) => at(looking, seek(looking.session, looking.session.now.at + 20)),
  pageup: (looking) => at(looking, seek(looking.session, looking.session.now.at - 20)),
  j: (looking) => choose(looking, 1),
  k: (looking) => choose(looking, -1),
  down: (looking) => scrolled(looking, 1),
  up: (looking) => scrolled(looking, -1),
  w: why,
  g: (looking) => seen(looking, { typed: '' }),
  escape: (looking) => seen(looking, { page: null }),
  q: (looking) => ({ ...looking, done: true }),
};

export function pressed(looking: Looking, key: Key): Looking {
  if (key.ctrl && key.name === 'c') return { ...looking, done: true };
  if (looking.view.typed !== null) return typing(looking, looking.view.typed, key);
  const { sequence = '', name = '' } = key;
  const deed = (Object.hasOwn(DEEDS, sequence) && DEEDS[sequence]) || (Object.hasOwn(DEEDS, name) && DEEDS[name]);
  return deed ? deed(looking) : looking;
}
