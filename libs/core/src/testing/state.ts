/** Pieces of what is known of a boot, each as it is where nothing was said. For tests only. */
import type { Fact } from '../facts/fact';
import type { Moment } from '../report';
import {
  type BootState,
  type DeviceState,
  type ErrorEpisode,
  type FaultRun,
  newBoot,
  newDevice,
} from '../timelines/boot';
import { NIC } from './log';

export const at = (time: number | null, line = 1, file = 'console'): Moment => ({ file, line, time });

export const bootWith = (of: Partial<BootState> = {}): BootState => ({
  ...newBoot({ id: 'b', source: 'console', index: 1, lineHost: null, firstLine: 1, fromStart: true }),
  ...of,
});

export const deviceWith = (of: Partial<DeviceState> = {}): DeviceState => ({ ...newDevice(of.bdf ?? NIC), ...of });

/** A boot of these devices. */
export const bootOf = (devices: readonly DeviceState[], of: Partial<BootState> = {}): BootState =>
  bootWith({ ...of, devices: Object.fromEntries(devices.map((device) => [device.bdf, device])) });

export const runWith = (of: Partial<FaultRun> = {}): FaultRun => {
  const first = of.first ?? at(1);
  return {
    ...{ family: 'dmar', kind: 'iommu-fault', phase: 'dormant', access: 'read', reason: 'page', what: 'DMA read' },
    ...{ requester: NIC, segmentTold: false, streamId: null, rule: 'requester id', candidates: [], ceiling: 'certain' },
    ...{ first, last: first, count: 1, places: [first], corrupted: null },
    ...of,
  };
};

export const errorWith = (of: Partial<ErrorEpisode> = {}): ErrorEpisode => ({
  ...{ family: 'aer', kind: 'pcie-error', severity: 'fatal', what: 'PCIe fatal error', phase: 'dormant' },
  ...{ rule: 'the line names the device', candidates: [], first: at(1), outcome: 'open', outcomeAt: null },
  corrupted: null,
  ...of,
});

export const factWith = (of: Pick<Fact, 'kind'> & Partial<Fact>): Fact => ({
  ...{ family: 'driver', source: 'console', line: 1, lines: [1], boot: 1, host: null, time: 1, at: null, bdf: null },
  ...{ fault: false, count: 1, corrupted: null, fields: {} },
  ...of,
});
