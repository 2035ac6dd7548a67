/** Trouble early in a kernel that another one handed over to, which names no device: damaged memory, a bus error, an interrupt of nobody's. */
import type { DeviceHandoff, HandoffKind, Symptom } from '../report';
import type { BootState, Unblamed } from '../timelines/boot';
import { isAfter } from '../timelines/moment';

const WHY: Readonly<Record<Unblamed['of'], string>> = {
  memory: 'memory was damaged soon after the jump: DMA that nobody saw may have done it, or a bug of this kernel',
  bus: 'the chipset reported it by NMI soon after the jump and named no function: DMA that was refused may have caused it, or broken hardware',
  'interrupt-line':
    'no driver of this kernel answered it: a device that the outgoing kernel left interrupting may hold it, or a driver does not know its own',
  'interrupt-vector':
    'it came where this kernel had set up none: a device that the outgoing kernel left interrupting may have sent it, or this kernel lost track',
  'interrupt-controller': 'it did not come to rest for this kernel: the outgoing one left it at work, or it is broken',
};

/** Those whose DMA nobody could see, and those that were seen at it. */
const mayHaveWritten = ({ verdict, driverBefore }: DeviceHandoff): boolean =>
  (verdict === 'unobserved' && driverBefore !== null) || verdict === 'dma-leak';

/** Those that the outgoing kernel had set up and no driver of this one had taken yet. */
const mayHaveInterrupted =
  (to: BootState, { at }: Unblamed) =>
  ({ bdf, driverBefore }: DeviceHandoff): boolean =>
    driverBefore !== null && driverBefore !== 'pcieport' && !isAfter(at, to.devices[bdf]?.owned);

/** In a crash some vector is always pending: that it comes out in the next kernel is as it must be. */
const isExpected = ({ of }: Unblamed, kind: HandoffKind): boolean => kind === 'kdump' && of === 'interrupt-vector';

function candidatesOf(to: BootState, sign: Unblamed, devices: readonly DeviceHandoff[]): readonly DeviceHandoff[] {
  if (sign.of === 'interrupt-controller') return [];
  return devices.filter(sign.of.startsWith('interrupt') ? mayHaveInterrupted(to, sign) : mayHaveWritten);
}

export function symptomsOf(
  to: BootState | null,
  kind: HandoffKind,
  devices: readonly DeviceHandoff[],
): readonly Symptom[] {
  if (to === null || kind === 'firmware' || kind === 'unknown') return [];
  const signs = to.unblamed.filter((sign) => !isExpected(sign, kind));
  return signs.map((sign) => ({
    of: sign.of,
    what: sign.how,
    confidence: 'possible',
    why: WHY[sign.of],
    at: sign.at,
    candidates: candidatesOf(to, sign, devices).map(({ bdf }) => bdf),
  }));
}
