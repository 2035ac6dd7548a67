/** Colours of pictures on light and on dark ground. */
import type { Phase } from '../api/client';

export type Scheme = 'light' | 'dark';

export interface Paint {
  readonly text: string;
  readonly faint: string;
  readonly line: string;
  readonly ground: string;
  readonly cursor: string;
  readonly band: string;
  /** Over what is not known yet. */
  readonly veil: string;
  readonly alarm: string;
  readonly phase: Readonly<Record<Phase, string>>;
  readonly phaseText: string;
}

/** Phases are hues that verdicts do not use, growing stronger from "nobody's" to "the driver's". */
export const PAINTS: Readonly<Record<Scheme, Paint>> = {
  light: {
    text: '#1f2933',
    faint: '#5f6b76',
    line: '#d5dbe1',
    ground: '#ffffff',
    cursor: '#0b7285',
    band: 'rgba(11, 114, 133, 0.10)',
    veil: 'rgba(95, 107, 118, 0.12)',
    alarm: '#e03131',
    phase: {
      running: '#c3d3e4',
      teardown: '#f3dcae',
      jump: '#eef1f4',
      early: '#e3e6ea',
      dormant: '#d2d7dd',
      probing: '#b6e0ea',
      claimed: '#7cc4d4',
      settled: '#a6d6c6',
    },
    phaseText: '#1f2933',
  },
  dark: {
    text: '#e4e8ec',
    faint: '#9aa5b1',
    line: '#3a424b',
    ground: '#1b1f24',
    cursor: '#3bc9db',
    band: 'rgba(59, 201, 219, 0.13)',
    veil: 'rgba(0, 0, 0, 0.35)',
    alarm: '#ff6b6b',
    phase: {
      running: '#34485f',
      teardown: '#5f4a1e',
      jump: '#23282e',
      early: '#2d333a',
      dormant: '#3d454e',
      probing: '#1d505c',
      claimed: '#17748a',
      settled: '#22604f',
    },
    phaseText: '#e9eef2',
  },
};
