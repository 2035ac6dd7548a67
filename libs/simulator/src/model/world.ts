/** One host while it lives: the state that survives a jump (its devices), and that of the kernel that runs. */
import type { Chance } from '../chance';
import type { Say } from '../words/say';
import { type Agenda, newAgenda } from './agenda';
import type { Kernel } from './kernel';
import type { Machine, PciFunction } from './machine';

/** How a kernel came to run. */
export type Origin = 'firmware' | 'kexec' | 'kdump' | 'liveupdate';

/** A device as hardware: what it goes on doing whoever runs. */
export interface Life {
  /** Will it do DMA of its own accord? */
  armed: boolean;
  /** Requests still queued in it. */
  queued: number;
  master: boolean;
  powered: boolean;
  interrupts: boolean;
  /** The link never came back. */
  gone: boolean;
  /** Handed over alive on purpose (KHO/LUO). */
  preserved: boolean;
  /** An IOMMU domain of the running kernel that knows its mappings, or the old one's tables. */
  frozen: boolean;
}

/** What a device did to memory after a jump, and whether a line told of it. */
export interface Deed {
  readonly bdf: string;
  readonly what: 'dma' | 'interrupt';
  readonly when: 'between' | 'early' | 'dormant' | 'probing' | 'claimed';
  readonly at: number;
  readonly fate: 'landed' | 'refused';
  /** Numbers of the records that tell of it; none where nobody reported it. */
  readonly records: readonly number[];
}

export type DeviceStage = 'unknown' | 'enumerated' | 'probing' | 'claimed' | 'failed' | 'given-up';

/** A device as the running kernel knows it. */
export interface Known {
  stage: DeviceStage;
  /** Has the running kernel put it into a domain of its own? */
  attached: boolean;
  claimedAt: number | null;
  probeAt: number | null;
  enumeratedRecord: number | null;
  failedRecords: number[];
  /** EEH: where the freeze, its end and its failure were told. */
  freeze: {
    readonly at: number;
    readonly records: number[];
    outcome: 'open' | 'recovered' | 'failed';
    readonly owned: boolean;
  } | null;
  boundRecord: number | null;
}

export interface Recorded extends Say {
  readonly seconds: number;
}

/** How the running kernel's life ended. */
export type End = 'running' | 'jumped' | 'crashed' | 'hung' | 'restarted' | 'died';

export interface Running {
  readonly kernel: Kernel;
  readonly origin: Origin;
  readonly agenda: Agenda;
  readonly records: Recorded[];
  readonly known: ReadonlyMap<string, Known>;
  readonly deeds: Deed[];
  /** When the IOMMU began to translate, and whether it took over tables; null while it is off. */
  iommuAt: number | null;
  inherits: boolean;
  /** SMMUv3 keeps its event queue off in a crash kernel; POWER without EEH tells nothing. */
  reports: boolean;
  /** Rate limits of the functions that report faults (lib/ratelimit.c), by function, and by device where each has its own. */
  readonly limits: Map<string, { begin: number; printed: number; missed: number; fullAt: number }>;
  readonly suppressed: Map<string, number>;
  /** EEH: recoveries are one thread's work (eeh_event_handler()), one after another; until when it is busy. */
  recoveringUntil: number;
  end: End;
  endedAt: number;
}

export interface World {
  readonly host: string;
  readonly machine: Machine;
  readonly chance: Chance;
  readonly lives: ReadonlyMap<string, Life>;
  readonly byBdf: ReadonlyMap<string, PciFunction>;
}

export const newLife = (): Life => ({
  armed: false,
  queued: 0,
  master: false,
  powered: true,
  interrupts: false,
  gone: false,
  preserved: false,
  frozen: false,
});

const newKnown = (): Known => ({
  stage: 'unknown',
  attached: false,
  claimedAt: null,
  probeAt: null,
  enumeratedRecord: null,
  failedRecords: [],
  freeze: null,
  boundRecord: null,
});

export function newWorld(of: { host: string; machine: Machine; chance: Chance }): World {
  return {
    ...of,
    lives: new Map(of.machine.functions.map(({ bdf }) => [bdf, newLife()])),
    byBdf: new Map(of.machine.functions.map((fn) => [fn.bdf, fn])),
  };
}

export function newRunning(world: World, kernel: Kernel, origin: Origin): Running {
  return {
    kernel,
    origin,
    agenda: newAgenda(),
    records: [],
    known: new Map(world.machine.functions.map(({ bdf }) => [bdf, newKnown()])),
    deeds: [],
    iommuAt: null,
    inherits: false,
    reports: true,
    limits: new Map(),
    suppressed: new Map(),
    recoveringUntil: 0,
    end: 'running',
    endedAt: 0,
  };
}

/** Prints a record now; the number of it. */
export function say(running: Running, said: Say): number {
  running.records.push({ ...said, seconds: running.agenda.now });
  return running.records.length - 1;
}

/** Prints several, a little apart. */
export function sayAll(running: Running, lines: readonly Say[], apart = 0.0004): number {
  for (const [index, line] of lines.entries()) {
    if (index > 0) running.agenda.now += apart;
    say(running, line);
  }
  return running.records.length - 1;
}

export const lifeOf = (world: World, bdf: string): Life => world.lives.get(bdf) as Life;
export const knownOf = (running: Running, bdf: string): Known => running.known.get(bdf) as Known;
export const isDying = (running: Running): boolean => running.end !== 'running';
