/** Goes through a handoff event by event: a slider, keys, and what was said and became otherwise at each. */
import { Alert, Button, NativeSelect, Text } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import { useEffect, useRef, useState } from 'react';
import type { Fact, HandoffReplay, ReplayMoment, Verdict } from '../api/client';
import { Answered } from '../shell/state';
import { LOOKS, VERDICTS } from '../verdict/verdict';
import { VerdictShape } from '../verdict/verdict-chip';
import { type BootPair, sideOf } from './lane-model';
import { caveatsOf, nextTurn, turnsOf } from './scrub-model';
import { type Scrub, SPEEDS, type Speed } from './use-scrub';

interface Control {
  readonly name: string;
  readonly sign: string;
  readonly keys: string;
  readonly to: number;
}

function controlsOf({ moments, at }: Scrub): {
  readonly before: readonly Control[];
  readonly after: readonly Control[];
} {
  const last = moments.length - 1;
  return {
    before: [
      { name: 'First event', sign: '⇤', keys: 'Home', to: 0 },
      { name: 'Last change of a verdict', sign: '«', keys: 'Shift+←', to: nextTurn(moments, at, -1) },
      { name: 'One event back', sign: '‹', keys: '←', to: Math.max(0, at - 1) },
    ],
    after: [
      { name: 'One event on', sign: '›', keys: '→', to: Math.min(last, at + 1) },
      { name: 'Next change of a verdict', sign: '»', keys: 'Shift+→', to: nextTurn(moments, at, 1) },
      { name: 'Last event', sign: '⇥', keys: 'End', to: last },
    ],
  };
}

function Buttons({ controls, scrub }: { readonly controls: readonly Control[]; readonly scrub: Scrub }) {
  return controls.map(({ name, sign, keys, to }) => (
    <Button
      key={name}
      size="compact-sm"
      variant="default"
      aria-label={name}
      title={`${name} (${keys})`}
      disabled={to === scrub.at}
      onClick={() => scrub.go(to)}
    >
      {sign}
    </Button>
  ));
}

/** Where verdicts turn, above the slider; the worst of a moment gives the mark. */
function Marks({ moments }: { readonly moments: readonly ReplayMoment[] }) {
  const last = Math.max(1, moments.length - 1);
  return moments.map((moment, index) => {
    const [worst] = turnsOf(moment)
      .map(({ after }) => after)
      .sort((left, right) => VERDICTS.indexOf(left) - VERDICTS.indexOf(right));
    if (!worst) return null;
    return (
      <span
        key={`${moment.by} ${moment.at.file}:${moment.at.line}`}
        className="scrub-mark"
        data-verdict={worst}
        style={{
          left: `calc(8px + (100% - 16px) * ${index / last})`,
          color: `light-dark(${LOOKS[worst].paint.light}, ${LOOKS[worst].paint.dark})`,
        }}
        title={LOOKS[worst].word}
      >
        <VerdictShape verdict={worst} size={9} />
      </span>
    );
  });
}

function factWords({ kind, bdf, fields }: Fact): string {
  const word = fields.reasonText ?? fields.reason ?? fields.driver ?? '';
  return [kind, bdf, typeof word === 'string' ? word : ''].filter(Boolean).join(' ');
}

const FACTS_SHOWN = 3;

function saidWords({ by, facts, factsMade }: ReplayMoment): string {
  if (by === 'recorded') return 'as it was recorded; no line says so';
  if (by === 'end') return 'the sources end';
  if (factsMade === 0) return 'nothing more is said';
  const words = facts.slice(0, FACTS_SHOWN).map(factWords).join('; ');
  return factsMade > FACTS_SHOWN ? `${words}; and ${factsMade - FACTS_SHOWN} more` : words;
}

function Word({ verdict }: { readonly verdict: Verdict | null }) {
  return verdict === null ? 'not judged' : <span className="verdict-word">{LOOKS[verdict].word}</span>;
}

function Said({ scrub, boots }: { readonly scrub: Scrub; readonly boots: BootPair }) {
  const { moments, at, known } = scrub;
  const moment = moments[at];
  if (!moment) return null;
  const { file, line, time } = moment.at;
  const side = sideOf(boots, moment.at);
  const where = [
    side && `${side} kernel`,
    time === null ? null : `${time.toFixed(3)} s`,
    `line ${line} of ${file}`,
  ].filter((part) => part !== null);
  const verdicts = moment.told?.verdicts ?? [];
  return (
    <div className="scrub-said" aria-live="polite">
      <b>
        {at + 1} of {moments.length}
      </b>{' '}
      <span className="dimmed">{where.join(' · ')}</span> · {saidWords(moment)}
      <br />
      {known?.handoff ? null : <span className="dimmed">The outgoing kernel still runs: there is no handoff yet.</span>}
      {known?.handoff && verdicts.length === 0 ? <span className="dimmed">No verdict changes.</span> : null}
      {verdicts.slice(0, FACTS_SHOWN).map(({ bdf, before, after }) => (
        <span key={bdf}>
          <span className="bdf">{bdf}</span> <Word verdict={before} /> → <Word verdict={after} />
          {'  '}
        </span>
      ))}
      {verdicts.length > FACTS_SHOWN ? `and ${verdicts.length - FACTS_SHOWN} devices more` : null}
    </div>
  );
}

function Play({ scrub }: { readonly scrub: Scrub }) {
  const [speed, setSpeed] = useState<Speed>(10);
  const { playing, play, at, moments } = scrub;
  const choose = (text: string) => {
    const wanted = SPEEDS.find((one) => String(one) === text) ?? 10;
    setSpeed(wanted);
    if (playing !== null) play(wanted);
  };
  return (
    <>
      <Button
        size="compact-sm"
        variant="default"
        disabled={playing === null && at >= moments.length - 1}
        onClick={() => play(playing === null ? speed : null)}
      >
        {playing === null ? 'Play' : 'Pause'}
      </Button>
      <NativeSelect
        size="xs"
        aria-label="Speed"
        title="Against the kernel's own clock; a pause is shortened"
        data={SPEEDS.map((one) => ({ value: String(one), label: `×${one}` }))}
        value={String(playing ?? speed)}
        onChange={(event) => choose(event.currentTarget.value)}
      />
    </>
  );
}

function Caveats({ replay }: { readonly replay: HandoffReplay }) {
  const caveats = caveatsOf(replay);
  if (caveats.length === 0) return null;
  return (
    <Alert color="yellow" variant="light" px="sm" py={4} role="note" className="blind">
      <Text size="sm">
        <b>Not the whole of it.</b> {caveats.join(' ')}
      </Text>
    </Alert>
  );
}

function Slider({ scrub, boots }: { readonly scrub: Scrub; readonly boots: BootPair }) {
  const { moments, at, go } = scrub;
  const slider = useRef<HTMLInputElement>(null);
  const { before, after } = controlsOf(scrub);
  useEffect(() => slider.current?.focus({ preventScroll: true }), []);
  // On the slider the browser has these keys but for Shift; elsewhere on the page they do the same.
  const press = ([key, { to }]: readonly [string, Control]): [string, () => void] => [key, () => go(to)];
  const keys = ['Home', 'shift+ArrowLeft', 'ArrowLeft', 'ArrowRight', 'shift+ArrowRight', 'End'];
  useHotkeys(keys.map((key, index) => press([key, [...before, ...after][index]!])));
  return (
    <>
      <div className="scrub-controls">
        <Buttons controls={before} scrub={scrub} />
        <Play scrub={scrub} />
        <Buttons controls={after} scrub={scrub} />
        <div className="scrub-track">
          <Marks moments={moments} />
          <input
            ref={slider}
            className="scrub-slider"
            type="range"
            aria-label="Event of the handoff"
            aria-valuetext={`event ${at + 1} of ${moments.length}`}
            min={0}
            max={moments.length - 1}
            step={1}
            value={at}
            onChange={(event) => go(Number(event.currentTarget.value))}
            onKeyDown={(event) => {
              if (!event.shiftKey || (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight')) return;
              event.preventDefault();
              go(nextTurn(moments, at, event.key === 'ArrowLeft' ? -1 : 1));
            }}
          />
        </div>
        <Button size="compact-sm" variant="subtle" onClick={scrub.leave}>
          Show all of it
        </Button>
      </div>
      <Said scrub={scrub} boots={boots} />
    </>
  );
}

/** Nothing until it is asked for: a replay costs the server a judgement an event. */
export function ScrubPanel({ scrub, boots }: { readonly scrub: Scrub; readonly boots: BootPair }) {
  if (!scrub.isOn) return null;
  return (
    <section aria-label="Replay" className="panel scrub">
      <Answered asked={scrub.asked} rows={2}>
        {(replay) => (
          <>
            {replay.moments.length > 0 ? (
              <Slider scrub={scrub} boots={boots} />
            ) : (
              <Text size="sm">
                Not one line of this handoff is kept, so it cannot be replayed. What was judged stands below.{' '}
                <Button size="compact-xs" variant="default" onClick={scrub.leave}>
                  Close
                </Button>
              </Text>
            )}
            <Caveats replay={replay} />
          </>
        )}
      </Answered>
    </section>
  );
}
