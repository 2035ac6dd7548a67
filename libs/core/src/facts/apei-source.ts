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

const isWithin = ({ apei }: ReaderState, line: number): boolean => apei !== null && line - apei <= REPORT_WITHIN;

/** Up to where the report goes that a source was named for. */
export function noteSource(state: ReaderState, { message, number }: Line): void {
  if (!message.startsWith(OF_REPORT)) return;
  if (SOURCE.test(message) || isWithin(state, number)) state.apei = number;
}

/** What a report without a number says is of this boot where its source is named. */
export function ofItsBoot(state: ReaderState, fact: Fact): Fact {
  if (fact.family !== 'ghes' || fact.fields.previousBoot !== true || !isWithin(state, fact.line)) return fact;
  if (fact.fields.layer === undefined) return { ...fact, fields: { ...fact.fields, previousBoot: false } };
  const { previousBoot: _, ...fields } = fact.fields;
  return { ...fact, kind: 'pcie-error', fields };
}
