/** What is kept of a host between facts: its boots, and how they follow each other. */
import type { HandoffKind, Moment } from '../report';
import type { BootState } from './boot';
import type { Digest } from './same-boot';

/** Seconds of event time after which an incoming kernel that never spoke is lost. */
export const HANDOFF_TIMEOUT_SECONDS = 600;

/** How a boot was started, and how often kernels were kexec'ed up to it since the last one that firmware started (null: not known). */
export interface Origin {
  readonly kind: HandoffKind;
  readonly kexecCount: number | null;
}

export interface Lineage {
  readonly host: string;
  readonly boots: readonly BootState[];
  /** Boot that replaced another in its source when the older one was let go: successor id → predecessor id. */
  readonly before: Readonly<Record<string, string | null>>;
  /** Boots that a file began in the midst of, where the file before it had ended: which boot of it goes on. */
  readonly continues: Readonly<Record<string, string>>;
  /** How boots whose predecessor was let go had come up. */
  readonly origins: Readonly<Record<string, Origin>>;
  /** Boots that were let go lately. */
  readonly gone: readonly Digest[];
  /** Sources that will say no more. */
  readonly ended: readonly string[];
  /** Firmware text since the last kernel line, by source. */
  readonly firmware: Readonly<Record<string, Moment>>;
  /** When ticks began to find the host silent after its last boot's end (ISO 8601), and the latest tick. */
  readonly silent: { readonly boot: string; readonly since: string; readonly until: string } | null;
  /** Seconds of silence after which a host is lost, where they are not HANDOFF_TIMEOUT_SECONDS. */
  readonly timeoutSeconds?: number;
}

/** An outgoing boot and the one that follows it; either may be unknown. */
export interface Transition {
  readonly from: BootState | null;
  readonly to: BootState | null;
}

export function newLineage(host: string, timeoutSeconds?: number): Lineage {
  const empty = { boots: [], before: {}, continues: {}, origins: {}, gone: [], ended: [], firmware: {}, silent: null };
  return { host, ...empty, ...(timeoutSeconds === undefined ? {} : { timeoutSeconds }) };
}
