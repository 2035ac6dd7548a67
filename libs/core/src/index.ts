/** The core: from lines to verdicts, pure. */
export { BAD_VERDICTS, badRate, type Exposure, type Rate, wilsonInterval } from './cohorts/rate';
export * from './facts/fact';
export * from './input';
export * from './lines/line';
export * from './report';
