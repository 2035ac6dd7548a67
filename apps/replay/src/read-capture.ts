/** Reads a capture whole, packed or not; its lines are longer than any log's. */
import { readFile } from 'node:fs/promises';
import { type Capture, CaptureError, isCapture, parseCapture } from '#capture';
import { readSource } from './read-source';
import { systemSays } from './source-error';
import { type Bytes, packingOf } from './unpack';

/** More than any head needs before its schema stands. */
const BEGINNING = 200;

/** Does the file claim to be a capture? What cannot be read does not; whoever reads it as a log says why. */
async function claims(file: string): Promise<boolean> {
  try {
    for await (const { text } of readSource(file, () => {})) return isCapture(text.slice(0, BEGINNING));
  } catch {
    return false;
  }
  return false;
}

async function* once(bytes: Uint8Array): Bytes {
  yield bytes;
}

export async function unpacked(file: string, bytes: Uint8Array): Promise<string> {
  const packing = packingOf(bytes);
  if (packing === null) return Buffer.from(bytes).toString('utf8');
  const pieces: Uint8Array[] = [];
  try {
    for await (const piece of packing.unpack(once(bytes))) pieces.push(piece);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new CaptureError(file, 1, `its ${packing.name} data is damaged or cut off (${why})`);
  }
  return Buffer.concat(pieces).toString('utf8');
}

/** @throws CaptureError */
export async function readCapture(file: string): Promise<Capture> {
  const bytes = await readFile(file).catch((error: unknown) => {
    throw new CaptureError(file, 1, systemSays(error));
  });
  return parseCapture(file, await unpacked(file, bytes));
}

/** The capture that the file is, or null where it is none. @throws CaptureError where it is one and broken */
export const captureIn = async (file: string): Promise<Capture | null> =>
  file !== '-' && (await claims(file)) ? readCapture(file) : null;
