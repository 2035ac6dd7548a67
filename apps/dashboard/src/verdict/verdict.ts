/** How each verdict looks and reads: a colour, a shape and a word, so that no one of them has to be seen. */
import type { Verdict } from '../api/client';

export interface Look {
  readonly word: string;
  /** Colour of the theme's palette. */
  readonly color: string;
  /** The same for pictures, on light and on dark ground. */
  readonly paint: { readonly light: string; readonly dark: string };
  /** Outline in a 12 × 12 box; `hollow` is stroked, not filled. */
  readonly shape: string;
  readonly hollow?: boolean;
  readonly meaning: string;
}

/** Worst first, as domain law orders them. */
export const LOOKS: Readonly<Record<Verdict, Look>> = {
  lost: {
    word: 'lost',
    color: 'grape',
    paint: { light: '#862e9c', dark: '#da77f2' },
    shape: 'M2 2L10 10M10 2L2 10',
    hollow: true,
    meaning: 'The incoming kernel never appeared.',
  },
  missing: {
    word: 'missing',
    color: 'violet',
    paint: { light: '#5f3dc4', dark: '#9775fa' },
    shape: 'M2 2H10V10H2Z',
    hollow: true,
    meaning: 'Present before, not enumerated after.',
  },
  frozen: {
    word: 'frozen',
    color: 'indigo',
    paint: { light: '#364fc7', dark: '#748ffc' },
    shape: 'M6 1V11M1.7 3.5L10.3 8.5M10.3 3.5L1.7 8.5',
    hollow: true,
    meaning: 'EEH freeze, DPC containment or fatal AER that was not recovered.',
  },
  'probe-failed': {
    word: 'probe failed',
    color: 'pink',
    paint: { light: '#a61e4d', dark: '#f783ac' },
    shape: 'M2 2H10V10H2Z',
    meaning: 'Its driver could not start it in the incoming kernel.',
  },
  'dma-leak': {
    word: 'dma leak',
    color: 'red',
    paint: { light: '#c92a2a', dark: '#ff8787' },
    shape: 'M6 0.8L11.2 6L6 11.2L0.8 6Z',
    meaning: 'DMA started by the outgoing kernel went on after the jump.',
  },
  recovered: {
    word: 'recovered',
    color: 'yellow',
    paint: { light: '#946200', dark: '#ffd43b' },
    shape: 'M10 6A4 4 0 1 1 6 2H9M7 0L9 2L7 4',
    hollow: true,
    meaning: 'Frozen or errored, then recovered.',
  },
  faulted: {
    word: 'faulted',
    color: 'orange',
    paint: { light: '#b84a00', dark: '#ffa94d' },
    shape: 'M6 1L11.5 10.5H0.5Z',
    meaning: "Faults only after its new driver claimed it: not the outgoing kernel's doing.",
  },
  unobserved: {
    word: 'unobserved',
    color: 'gray',
    paint: { light: '#5c636a', dark: '#adb5bd' },
    shape: 'M6 1.5A4.5 4.5 0 1 1 5.99 1.5Z',
    hollow: true,
    meaning: 'No fault seen, but none could have been seen.',
  },
  clean: {
    word: 'clean',
    color: 'teal',
    paint: { light: '#087f5b', dark: '#38d9a9' },
    shape: 'M1.5 6.5L4.8 9.8L10.5 2.5',
    hollow: true,
    meaning: 'Observable from the jump on, and quiet.',
  },
};

export const VERDICTS: readonly Verdict[] = [
  'lost',
  'missing',
  'frozen',
  'probe-failed',
  'dma-leak',
  'recovered',
  'faulted',
  'unobserved',
  'clean',
];
