/** One host's story: its machine, its kernels one after another, and how each handed over to the next. */
import type { Loss } from './loss';
import type { Kernel } from './model/kernel';
import type { DeviceSpec, Platform } from './model/machine';
import type { Step } from './model/policy';
import type { Traits } from './model/trait';

export interface HandoffPlan {
  readonly into: 'kexec' | 'kdump' | 'liveupdate' | 'firmware' | 'hang';
  readonly steps: readonly Step[];
  readonly declares: boolean;
  readonly kernel: Kernel;
  /** The incoming kernel never says a word. */
  readonly silent: boolean;
  /** It dies of its start at about this second. */
  readonly diesAt: number | null;
  /** Drivers that the incoming kernel has; null for all. */
  readonly drivers: readonly string[] | null;
  readonly loss: Loss;
}

export interface Scenario {
  readonly host: string;
  readonly platform: Platform;
  /** POWER: firmware that knows EEH. */
  readonly eeh: boolean;
  readonly devices: readonly DeviceSpec[];
  readonly first: Kernel;
  readonly handoffs: readonly HandoffPlan[];
  /** From a kernel on, a driver behaves otherwise: the outgoing kernel's version counts. */
  readonly regressions: readonly Regression[];
  /** When the first kernel began, ISO 8601. */
  readonly bootedAt: string;
}

export interface Regression {
  readonly driver: string;
  readonly since: string;
  readonly traits: Partial<Traits>;
}
