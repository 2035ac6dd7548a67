/** The store: port, rows and questions. An adapter is opened by `openStore` of `#store/clickhouse`. */
export { type Cursor, readCursor, writeCursor } from './cursor';
export {
  type HandoffDetail,
  type HandoffFilter,
  type HandoffSummary,
  type Matrix,
  type MatrixCell,
  type Overview,
  type Page,
  type Paging,
  type Questions,
  type RawLine,
  type SignatureDetail,
  type SignatureSample,
  type SignatureSummary,
  type Span,
  spansOf,
  type VerdictCounts,
} from './questions';
export type { Retention } from './retention';
export {
  type AlertRow,
  type FactRow,
  type HandoffRow,
  joinRows,
  type LineBlockRow,
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
