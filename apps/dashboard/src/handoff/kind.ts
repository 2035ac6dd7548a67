/** Kinds of handoff in the order in which people ask for them. */
import type { HandoffKind } from '../api/client';

export const HANDOFF_KINDS = [
  'kexec',
  'kdump',
  'liveupdate',
  'firmware',
  'unknown',
] as const satisfies readonly HandoffKind[];

export const kindOf = (text: string | null): HandoffKind | null => HANDOFF_KINDS.find((kind) => kind === text) ?? null;
