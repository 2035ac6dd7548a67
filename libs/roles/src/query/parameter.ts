/** Parameters of a request, checked as the OpenAPI document says; what is wrong is told with its name. */
import { BadRequestException } from '@nestjs/common';

export type Query = Readonly<Record<string, unknown>>;

export function refuseUnknown(query: Query, known: readonly string[]): void {
  const stray = Object.keys(query).find((name) => !known.includes(name));
  if (stray !== undefined) throw new BadRequestException(`${stray} is not a parameter; known are ${known.join(', ')}`);
}

/** Given once and not empty, or undefined. */
export function textIn(query: Query, name: string): string | undefined {
  const value = query[name];
  if (value === undefined) return undefined;
  if (typeof value === 'string' && value !== '') return value;
  throw new BadRequestException(`${name} must be given once and not be empty`);
}

export function choiceIn<T extends string>(query: Query, name: string, allowed: readonly T[]): T | undefined {
  const value = textIn(query, name);
  const found = allowed.find((one) => one === value);
  if (value !== undefined && found === undefined) {
    throw new BadRequestException(`${name} must be one of ${allowed.join(', ')}`);
  }
  return found;
}

export function wholeIn(
  query: Query,
  name: string,
  { max, preset }: { readonly max: number; readonly preset: number },
): number {
  const value = textIn(query, name);
  if (value === undefined) return preset;
  const whole = /^\d{1,15}$/.test(value) ? Number(value) : 0;
  if (whole < 1 || whole > max) throw new BadRequestException(`${name} must be a whole number from 1 to ${max}`);
  return whole;
}
