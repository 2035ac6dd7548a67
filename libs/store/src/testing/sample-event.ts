/** Events for the tests of the store, told by what matters in each. */
import type { Boot, DeviceHandoff, Fact, Handoff, Signature, Verdict } from '#core';
import type { Event } from '#event-log';

/** Second `second` of the tests' day. */
export const at = (second: number): string => new Date(Date.UTC(2026, 0, 1) + second * 1000).toISOString();

const eventOf = (name: string, key: string, time: string, data: object): Event => ({
  id: `${name}/${key}/${JSON.stringify(data).length}/${time}`,
  type: `io.quiesce.${name}.v1`,
  source: '/test',
  time,
  key,
  data,
});

export const SIGNATURE: Signature = {
  id: 's1-00000000000000aa',
  version: 1,
  title: 'DMA read fault before e1000e claimed it',
  parts: {
    family: 'dmar',
    access: 'read',
    driver: 'e1000e',
    device: '8086:10d3',
    policy: 'shutdown+bus-master-off',
    iommu: 'vtd-translated',
    handoff: 'kexec',
  },
};

export const device = (over: Partial<DeviceHandoff> & { bdf: string; verdict: Verdict }): DeviceHandoff => ({
  id: '8086:10d3',
  driverBefore: 'e1000e',
  driverAfter: 'e1000e',
  policy: 'shutdown+bus-master-off',
  declared: null,
  teardown: { shutdownRan: false, secondsAtMost: null, failed: null, leftIn: null, resets: [] },
  iommu: 'vtd-translated',
  iommuGroup: 3,
  findings: [
    {
      verdict: over.verdict,
      confidence: 'certain',
      side: 'incoming',
      phase: 'early',
      family: 'dmar',
      kind: 'iommu-fault',
      what: 'DMA read 0x28b4000',
      why: `it is ${over.verdict}`,
      count: 1,
      attribution: { rule: 'requester', candidates: [] },
      evidence: [{ file: 'console', line: 12 }],
    },
  ],
  signature: null,
  phases: [],
  ...over,
});

const boot = (over: Partial<Boot>): Boot => ({
  id: 'boot-1',
  host: 'web-1',
  file: 'console',
  firstLine: 1,
  lastLine: 10,
  sources: [{ file: 'console', firstLine: 1, lastLine: 10 }],
  kernel: '6.1.0',
  commandLine: 'quiet',
  kind: 'firmware',
  kexecCount: 0,
  end: 'kexec',
  ...over,
});

export interface JudgedSample {
  readonly id: string;
  readonly host?: string;
  readonly version?: number;
  readonly second?: number;
  readonly handoff?: Partial<Handoff>;
  readonly devices: readonly DeviceHandoff[];
  readonly boots?: readonly Boot[];
}
/** handoff-judged: a kexec of web-1 from 6.1.0 (lines 1-10) to 6.12.0 (lines 13-20) unless told. */
export const judged = ({ id, host = 'web-1', version = 1, second = 0, ...sample }: JudgedSample): Event => {
  const handoff: Handoff = {
    id,
    version: 2,
    host,
    kind: 'kexec',
    asked: 'kexec',
    from: 'boot-1',
    to: 'boot-2',
    complete: true,
    outcome: 'back',
    kernels: { from: '6.1.0', to: '6.12.0' },
    policy: { label: 'shutdown+bus-master-off', declared: null, inferred: ['shutdown'], contradictions: [] },
    iommu: { from: 'vtd-translated', to: 'vtd-translated' },
    unknownLines: [],
    unknownBeyond: 0,
    observability: { fromStart: true, linesLost: 0, suppressed: 0, damaged: [] },
    events: [{ what: 'jump', at: { file: 'console', line: 10, time: 12.5 } }],
    devices: sample.devices,
    ...sample.handoff,
  };
  const boots = sample.boots ?? [
    boot({ host }),
    boot({ host, id: 'boot-2', firstLine: 13, lastLine: 20, kernel: '6.12.0', kind: 'kexec', end: 'open' }),
  ];
  return eventOf('handoff-judged', host, at(second), { host, version, handoff, boots });
};

export const collected = (sample: {
  readonly host?: string;
  readonly source?: string;
  readonly firstLine: number;
  readonly lines: readonly string[];
  readonly second?: number;
}): Event => {
  const { host = 'web-1', source = 'console', firstLine, lines, second = 0 } = sample;
  return eventOf('lines-collected', host, at(second), { host, source, firstLine, text: lines.join('\n') });
};

export const fact = (over: Partial<Fact>): Fact => ({
  family: 'dmar',
  kind: 'iommu-fault',
  source: 'console',
  line: 12,
  lines: [11, 12],
  boot: 2,
  host: null,
  bdf: '0000:00:01.0',
  time: 1.179358,
  at: null,
  fields: { access: 'read', reason: 6, address: '0x28b4000', pasid: null },
  fault: true,
  count: 1,
  corrupted: null,
  ...over,
});
export const read = (sample: {
  readonly host?: string;
  readonly facts: readonly Fact[];
  readonly position?: number;
  readonly second?: number;
}): Event => {
  const { host = 'web-1', facts, position = 1, second = 0 } = sample;
  return eventOf('facts-read', host, at(second), { host, facts, input: { partition: 0, position } });
};

export const seen = (second: number, over: object = {}): Event => {
  const data = { signature: SIGNATURE.id, scope: 'fleet', handoff: 'h-1', host: 'web-1', bdf: '0000:00:01.0' };
  return eventOf('signature-seen', SIGNATURE.id, at(second), { ...data, verdict: 'dma-leak', ...over });
};
export const raised = (second: number, alert = 'a-1', over: object = {}): Event =>
  eventOf('alert-raised', alert, at(second), {
    alert,
    kind: 'new-signature',
    signature: SIGNATURE.id,
    handoff: 'h-1',
    host: 'web-1',
    bdf: '0000:00:01.0',
    verdict: 'dma-leak',
    title: SIGNATURE.title,
    text: 'first of its kind',
    ...over,
  });

export const muted = (second: number, until: string, by = 'ada'): Event =>
  eventOf('signature-muted', SIGNATURE.id, at(second), { signature: SIGNATURE.id, by, why: 'known', until });
export const unmuted = (second: number): Event =>
  eventOf('signature-unmuted', SIGNATURE.id, at(second), { signature: SIGNATURE.id, by: 'ada', why: 'not mended' });
