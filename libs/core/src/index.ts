export { BAD_VERDICTS, badRate, type Exposure, type Rate, wilsonInterval } from './cohorts/rate';
export * from './facts/fact';
export { createReader, endOfSource, type ReaderState, readBlock } from './facts/read-facts';
export type { Row } from './facts/row';
export { type HostState, RULES_VERSION } from './host';
export * from './input';
export type { Form, Line, LineBlock, Subject } from './lines/line';
export { analyze, type Output, reportOf } from './pipeline';
export * from './report';
