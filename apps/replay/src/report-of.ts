/** The report of inputs that are at hand, without files. */
import { from, lastValueFrom, toArray } from 'rxjs';
import { analyze, type Input, type Report, reportOf } from '#core';

export const reportOfInputs = async (inputs: Iterable<Input>): Promise<Report> =>
  reportOf(await lastValueFrom(analyze(from(inputs)).pipe(toArray()), { defaultValue: [] }));
