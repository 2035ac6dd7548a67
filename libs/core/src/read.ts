/** Reading alone: facts out of lines, without what judges them, for commands that end before rxjs and the rules were loaded. */
export type { Fact, FieldValue } from './facts/fact';
export { createReader, endOfSource, fileReport, type ReaderState, readBlock } from './facts/read-facts';
export type { AnyBlock, LineBlock } from './lines/line';
export { decode } from './lines/page';
