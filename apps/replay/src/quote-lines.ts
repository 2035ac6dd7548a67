/** Fetches again the few raw lines that a report rests on. */
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decode, type Evidence, type Report } from '#core';
import { readBytes, type Tee } from './read-source';

/** Keeps what came through pipes, so that it can be read a second time. */
export interface Spool {
  /** Where the bytes of `file` go while it is read the first time. */
  tee(file: string): Tee;
  /** What to read instead of `file` the second time. */
  pathOf(file: string): string;
  drop(): void;
}
export const openSpool = (): Spool => {
  const paths = new Map<string, { path: string; descriptor: number }>();
  let folder: string | null = null;
  const open = (file: string) => {
    folder ??= mkdtempSync(join(tmpdir(), 'quiesce-'));
    const path = join(folder, String(paths.size));
    const spooled = { path, descriptor: openSync(path, 'w', 0o600) };
    paths.set(file, spooled);
    return spooled;
  };
  return {
    tee: (file) => {
      const { descriptor } = paths.get(file) ?? open(file);
      return (bytes) => writeSync(descriptor, bytes);
    },
    pathOf: (file) => paths.get(file)?.path ?? file,
    drop: () => {
      for (const { descriptor } of paths.values()) closeSync(descriptor);
      if (folder !== null) rmSync(folder, { recursive: true, force: true });
    },
  };
};

/** Every line that the report names, with `around` lines before and after, by file. */
export const placesOf = (report: Report, around = 0): Map<string, Set<number>> => {
  const places = new Map<string, Set<number>>();
  const add = ({ file, line }: Evidence) => {
    const lines = places.get(file) ?? new Set();
    for (let at = Math.max(1, line - around); at <= line + around; at++) lines.add(at);
    places.set(file, lines);
  };
  for (const handoff of report.handoffs) {
    for (const { at } of [...handoff.events, ...(handoff.symptoms ?? [])]) add(at);
    const findings = [...handoff.devices.flatMap((device) => device.findings), ...(handoff.strays ?? [])];
    for (const { evidence } of [...findings, ...handoff.policy.contradictions]) evidence.forEach(add);
  }
  return places;
};

const QUOTE_MAX = 2000;
const UTF8_MAX = 4;
const LF = 10;
const quoted = (line: Uint8Array): string =>
  decode(line.subarray(0, UTF8_MAX * QUOTE_MAX))
    .slice(0, QUOTE_MAX)
    .replace(/\r$/, '');

/** The text of the wanted lines of one file, only those decoded; reads no further than the last of them. */
const linesOf = async (path: string, wanted: ReadonlySet<number>): Promise<Map<number, string>> => {
  const found = new Map<number, string>();
  let left = wanted.size;
  let line = 1;
  for await (const bytes of readBytes(path, () => {})) {
    for (let from = 0; from < bytes.length && left > 0; line++) {
      const end = bytes.indexOf(LF, from);
      const to = end === -1 ? bytes.length : end;
      if (wanted.has(line)) {
        found.set(line, quoted(bytes.subarray(from, to)));
        left--;
      }
      from = to + 1;
    }
    if (left === 0) break;
  }
  return found;
};

/** Looks a line up; null where it could not be read again. */
export type Quote = (place: Evidence) => string | null;
export const quoteLines = async (places: ReadonlyMap<string, ReadonlySet<number>>, spool: Spool): Promise<Quote> => {
  const texts = new Map<string, Map<number, string>>();
  for (const [file, wanted] of places)
    texts.set(file, await linesOf(spool.pathOf(file), wanted).catch(() => new Map()));
  return ({ file, line }) => texts.get(file)?.get(line) ?? null;
};
