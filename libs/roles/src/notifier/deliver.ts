/** A webhook: one POST of one alert, which a receiver can tell from its repeat by the Idempotency-Key. */
import type { EventShapes } from '#schemas';
import { messageOf } from '../role';

export type AlertRaised = EventShapes['io.quiesce.alert-raised.v1'];
export type Delivery = { readonly ok: true } | { readonly retriable: boolean; readonly why: string };

/** Redirects are not followed: an alert goes where a person said, and nowhere else. */
export async function postAlert(delivery: {
  readonly url: string;
  readonly alert: AlertRaised;
  readonly raisedAt: string;
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}): Promise<Delivery> {
  const { url, alert, raisedAt, timeoutMs, signal } = delivery;
  try {
    const response = await fetch(url, {
      method: 'POST',
      redirect: 'manual',
      headers: { 'content-type': 'application/json', 'idempotency-key': alert.alert, 'user-agent': 'quiesce' },
      body: JSON.stringify({ ...alert, raisedAt }),
      signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
    });
    await response.body?.cancel();
    if (response.ok) return { ok: true };
    const retriable = response.status >= 500 || response.status === 429 || response.status === 408;
    return { retriable, why: `it answered ${response.status}` };
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? `: ${error.cause.message}` : '';
    return { retriable: true, why: `${messageOf(error)}${cause}` };
  }
}
