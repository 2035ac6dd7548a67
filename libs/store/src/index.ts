/** The store: port, rows and questions. An adapter is opened by `openStore` of `#store/clickhouse`. */
export { type Cursor, readCursor, writeCursor } from './cursor';
export type {
  HandoffDetail,
  HandoffFilter,
  HandoffSummary,
  Matrix,
  MatrixCell,
  Overview,
  Page,
  Paging,
  Questions,
  RawLine,
  SignatureDetail,
  SignatureSample,
  SignatureSummary,
  VerdictCounts,
} from './questions';
export {
  type AlertRow,
  type FactRow,
  type HandoffRow,
  joinRows,
  type LineRow,
  rowsOf,
  rowsOfAlert,
  rowsOfFacts,
  rowsOfHandoff,
  rowsOfLines,
  rowsOfSignature,
  type SightingRow,
  type SignatureRow,
  type StoreRows,
} from './rows';
export { Store, StoreError } from './store';
