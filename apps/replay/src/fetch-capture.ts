/** Asks a running Quiesce for a capture. */
import { type Capture, parseCapture, type Wanted } from '#capture';
import { unpacked } from './read-capture';

export interface Asked {
  readonly url: string;
  readonly token: string | null;
  readonly wanted: Wanted;
}
/** It does not answer, or answers something else. */
export class FetchError extends Error {
  override readonly name = 'FetchError';
}

const TIMEOUT_MS = 120_000;

function addressOf({ url, wanted }: Asked): URL {
  const address = new URL('api/v1/capture', url.endsWith('/') ? url : `${url}/`);
  for (const [name, value] of Object.entries(wanted)) if (value !== null) address.searchParams.set(name, value);
  return address;
}

const detailOf = (text: string): string => {
  try {
    const { detail, title } = JSON.parse(text) as { detail?: string; title?: string };
    return detail ?? title ?? text;
  } catch {
    return text.slice(0, 200);
  }
};

/** @throws FetchError, CaptureError */
export async function fetchCapture(asked: Asked): Promise<Capture> {
  const address = addressOf(asked);
  const headers: Record<string, string> = asked.token ? { authorization: `Bearer ${asked.token}` } : {};
  const response = await fetch(address, { headers, signal: AbortSignal.timeout(TIMEOUT_MS) }).catch(
    (cause: unknown) => {
      throw new FetchError(`${address.origin} does not answer`, { cause });
    },
  );
  const body = new Uint8Array(await response.arrayBuffer());
  if (!response.ok) {
    const detail = detailOf(Buffer.from(body).toString());
    throw new FetchError(`${address.origin} answered ${response.status}: ${detail}`);
  }
  return parseCapture(address.href, await unpacked(address.href, body));
}
