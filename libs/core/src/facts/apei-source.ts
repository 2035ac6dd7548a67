/**
 * Reports of firmware that have no number: kernels before 3.1 gave them none (drivers/acpi/apei/ghes.c), and some who paste a log take it out. What
 * BERT kept of the boot before has none either, but no source is named above it (drivers/acpi/apei/bert.c).
 */
import type { Line } from '../lines/line';
import type { Fact } from './fact';
import type { ReaderState } from './reader-state';

const OF_REPORT = '[Hardware Error]: ';
const SOURCE = /^\[Hardware Error\]: {1,4}Hardware error from APEI /;

/** Lines of other things that may stand within a report. */
const REPORT_WITHIN = 16;

const isWithin = ({ apei }: ReaderState, line: number): boolean => apei !== null && line - apei.last <= REPORT_WITHIN;

/** Where the source of a report was named, and up to where the report goes. */
export function noteSource(state: ReaderState, { message, number }: Line): void {
  if (!message.startsWith(OF_REPORT)) return;
  if (SOURCE.test(message)) state.apei = { source: number, last: number };
  else if (state.apei !== null && isWithin(state, number)) state.apei = { ...state.apei, last: number };
}

/** What a report without a number says is of this boot where its source is named: that line is part of it. */
export function ofItsBoot(state: ReaderState, fact: Fact): Fact {
  const { apei } = state;
  if (fact.family !== 'ghes' || fact.fields.previousBoot !== true || apei === null || !isWithin(state, fact.line))
    return fact;
  const lines = [apei.source, ...fact.lines];
  if (fact.fields.layer === undefined) return { ...fact, lines, fields: { ...fact.fields, previousBoot: false } };
  const { previousBoot: _, ...fields } = fact.fields;
  return { ...fact, lines, kind: 'pcie-error', fields };
}
