/** What one set of rules says of one piece of history, as far as two sets are compared. */
import { Subject } from 'rxjs';
import type { Handoff, Input } from '#core';
import { mayBeTold } from '#roles/watcher/novelty';
import { coreIn, type RuleSet } from './rules-file';

/** A device as it is compared. */
export interface DeviceAccount {
  /** With its confidence: `dma-leak (certain)`. */
  readonly verdict: string;
  readonly signature: string | null;
  /** Ids of known failures. */
  readonly known: readonly string[];
}
/** A failure that the watcher may tell, by every live name of its signature. */
export interface Sight {
  readonly bdf: string;
  readonly title: string;
  readonly id: string;
  readonly ids?: readonly { readonly id: string; readonly version: number }[];
}
export interface HandoffAccount {
  readonly id: string;
  readonly host: string;
  readonly kind: string;
  readonly outcome: string;
  readonly devices: Readonly<Record<string, DeviceAccount>>;
  readonly sights: readonly Sight[];
}
export type Account = readonly HandoffAccount[];

type Device = Handoff['devices'][number];

function deviceAccount({ verdict, findings, signature, knownFailures = [] }: Device): DeviceAccount {
  const sure = findings.find((finding) => finding.verdict === verdict)?.confidence;
  return {
    verdict: sure ? `${verdict} (${sure})` : verdict,
    signature: signature?.id ?? null,
    known: knownFailures.map(({ id }) => id),
  };
}

function sightOf({ bdf, signature }: Device): readonly Sight[] {
  return signature ? [{ bdf, title: signature.title, id: signature.id, ids: signature.ids }] : [];
}

function accountOf(handoff: Handoff): HandoffAccount {
  const { id, host, kind, outcome } = handoff;
  const devices = Object.fromEntries(handoff.devices.map((device) => [device.bdf, deviceAccount(device)]));
  return { id, host, kind, outcome, devices, sights: mayBeTold(handoff).flatMap(sightOf) };
}

export interface Accountant {
  take(input: Input): void;
  /** Handoffs as they are judged last, in the order in which they arose. */
  done(): Account;
}

export function accountant(rules: RuleSet): Accountant {
  const inputs = new Subject<Input>();
  const handoffs = new Map<string, HandoffAccount>();
  let failed: { readonly error: unknown } | null = null;
  coreIn(rules.core)
    .analyze(inputs, new Map(), rules.change)
    .subscribe({
      next: (output) => {
        if (output.type === 'handoff') handoffs.set(output.handoff.id, accountOf(output.handoff));
        if (output.type === 'retired') for (const id of output.handoffs) handoffs.delete(id);
      },
      error: (error: unknown) => {
        failed = { error };
      },
    });
  return {
    take: (input) => inputs.next(input),
    done: () => {
      inputs.complete();
      if (failed) throw failed.error;
      return [...handoffs.values()];
    },
  };
}
