/** All that a rule about one device in one handoff may look at. */
import type { Evidence, HandoffKind, IommuMode, Moment } from '../report';
import type { BootState, DeviceState } from '../timelines/boot';
import type { Transition } from '../timelines/lineage-state';

export interface Case {
  readonly transition: Transition;
  readonly kind: HandoffKind;
  readonly bdf: string;
  readonly before: DeviceState | null;
  readonly after: DeviceState | null;
  readonly mode: IommuMode;
  /** Steps of the policy that the host followed for it. */
  readonly policy: string;
  /** The incoming kernel is known never to have come. */
  readonly lost: boolean;
  /** The incoming boot, where there is one. */
  readonly to: BootState | null;
}

export const at = ({ file, line, time }: Moment): Evidence => ({ file, line, time });

/** Was the incoming kernel started by another kernel, as far as anything tells? */
export function isKnownHandoff({ kind }: Case): boolean {
  return kind === 'kexec' || kind === 'kdump' || kind === 'liveupdate';
}
