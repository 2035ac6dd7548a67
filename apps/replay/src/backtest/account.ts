/** What one set of rules says of one piece of history, as far as two sets are compared. */
import { Subject } from 'rxjs';
import type { Handoff, Input } from '#core';
import { mayBeTold } from '#roles/watcher/novelty';
import type { Watch } from './differ';
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

/** A handoff with the number of the input at which it arose. */
export interface Arisen {
  readonly account: HandoffAccount;
  readonly at: number;
}
export interface Accountant {
  /** `at`: the input's number in its piece of history. */
  take(input: Input, at: number): void;
  /** Handoffs as they are judged last, in the order in which they arose. */
  done(): readonly Arisen[];
}

export function accountant(rules: RuleSet, watch: Watch | null = null): Accountant {
  const inputs = new Subject<Input>();
  const handoffs = new Map<string, Arisen>();
  let now = 0;
  let failed: { readonly error: unknown } | null = null;
  coreIn(rules.core)
    .analyze(inputs, new Map(), rules.change)
    .subscribe({
      next: (output) => {
        watch?.onOutput(output);
        if (output.type === 'handoff') {
          const { id } = output.handoff;
          handoffs.set(id, { account: accountOf(output.handoff), at: handoffs.get(id)?.at ?? now });
        }
        if (output.type === 'retired') for (const id of output.handoffs) handoffs.delete(id);
      },
      error: (error: unknown) => {
        failed = { error };
      },
    });
  return {
    take: (input, at) => {
      now = at;
      watch?.onInput(input);
      inputs.next(input);
    },
    done: () => {
      inputs.complete();
      if (failed) throw failed.error;
      return [...handoffs.values()];
    },
  };
}
