export { chanceOfNew, type Repertoire } from './cohorts/novelty';
export { BAD_VERDICTS, badRate, type Exposure, type Rate, wilsonInterval } from './cohorts/rate';
export { CARRIES_NOTHING } from './facts/carries-nothing';
export * from './facts/fact';
export {
  isDevicePolicy,
  isPolicyLabel,
  MARKER_KINDS,
  type Marker,
  type MarkerKind,
  markerRecords,
  parseMarker,
} from './facts/marker';
export { isPrintedBy, printk } from './facts/printk';
export { createReader, endOfSource, fileReport, type ReaderState, readBlock } from './facts/read-facts';
export type { Row } from './facts/row';
export { ROWS } from './facts/tables';
export { type HostState, RULES_VERSION } from './host';
export * from './input';
export { CATALOGUE as KNOWN_FAILURES } from './known-failures/catalogue';
export type { AnyBlock, Form, Line, LineBlock, Subject } from './lines/line';
export { decode } from './lines/page';
export { analyze, type Output, reportOf } from './pipeline';
export * from './report';
export type { RuleChange } from './rule-change';
export { type CohortDay, type LifeCycle, type LifeState, type LifeTurn, lifeCycleOf } from './signatures/life-cycle';
export { failureModeOf, namesOf, newTo, type Scope, SEVERITIES } from './signatures/scope';
export { nameOf, SIGNATURE_VERSIONS } from './signatures/signature';
