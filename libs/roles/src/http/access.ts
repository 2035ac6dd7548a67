/** Who may ask: a bearer token where one is set, else only pages and programs of this machine. */
import { createHash, timingSafeEqual } from 'node:crypto';
import { isLoopback } from '../config';

export interface Asking {
  readonly method: string;
  /** Path without query. */
  readonly path: string;
  readonly authorization: string | undefined;
  readonly cookie: string | undefined;
  readonly host: string | undefined;
  readonly origin: string | undefined;
  readonly fetchSite: string | undefined;
}
export type Access = { readonly ok: true } | { readonly status: 401 | 403; readonly why: string };

/** Holds the token for a browser, which cannot put a header on an EventSource or a page. */
export const COOKIE = 'quiesce_token';

const OK: Access = { ok: true };
const digest = (text: string) => createHash('sha256').update(text).digest();

/** Equal in time that does not depend on where they differ. */
export const isToken = (given: string, token: string): boolean => timingSafeEqual(digest(given), digest(token));

const isGuarded = (path: string) => /^\/(api|metrics)(\/|$)/.test(path);

const bearer = (authorization: string | undefined) => /^Bearer +(\S+)$/i.exec(authorization ?? '')?.[1];
const cookieOf = (cookie: string | undefined) => {
  const found = (cookie ?? '').split(/; */).find((part) => part.startsWith(`${COOKIE}=`));
  return found === undefined ? undefined : decodeURIComponent(found.slice(COOKIE.length + 1));
};

const hostName = (host: string) => host.replace(/:\d+$/, '').replace(/^\[(.*)\]$/, '$1');

/**
 * Without a token a browser is the way in: a page of another site that posts here, or whose name was pointed at this
 * machine meanwhile (DNS rebinding). The first says so in its headers, the second names another host.
 */
function isForeign({ host, origin, fetchSite }: Asking): boolean {
  if (host !== undefined && !isLoopback(hostName(host))) return true;
  if (fetchSite !== undefined && !['same-origin', 'none'].includes(fetchSite)) return true;
  if (origin === undefined || fetchSite !== undefined) return false;
  return !URL.canParse(origin) || new URL(origin).host !== host;
}

export function access(asking: Asking, token: string | null): Access {
  if (token === null) {
    return isForeign(asking) ? { status: 403, why: 'only this machine may ask, and only for itself' } : OK;
  }
  if (!isGuarded(asking.path)) return OK;
  const given = bearer(asking.authorization);
  if (given !== undefined) return isToken(given, token) ? OK : { status: 401, why: 'the token is not the right one' };
  const kept = asking.fetchSite === 'cross-site' ? undefined : cookieOf(asking.cookie);
  return kept !== undefined && isToken(kept, token) ? OK : { status: 401, why: 'a bearer token is needed' };
}
