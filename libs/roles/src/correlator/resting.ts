/** States of many hosts: the few that are spoken of lately as objects, all others packed. */
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { from } from 'rxjs';
import { analyze, type HostState, type Input } from '#core';

/** Hosts kept as objects. An open handoff is spoken of again within seconds, an idle host within hours. */
export const AWAKE_MAX = 512;

/** zlib's; of a state of 13 KB, level 9 takes a fifth more time for 3 % less. */
const PACKING = 5;

export interface HostStates {
  get(host: string): HostState | undefined;
  set(host: string, state: HostState): void;
  readonly size: number;
  /** Bytes of the packed ones. */
  readonly packedBytes: number;
}

/** A host with one device: names of fields are most of a state's text, and every state has them. */
const LIKE_ALL = [
  '[    0.000000] Linux version 6.12.0 (x) #1 SMP',
  '[    0.000000] Command line: ro',
  '[    0.900000] pci 0000:01:00.0: [8086:10d3] type 00 class 0x020000',
  '[    0.990000] pci 0000:01:00.0: Adding to iommu group 5',
  '[    1.010000] DMAR: Intel(R) Virtualization Technology for Directed I/O',
  '[    2.200000] Run /init as init process',
  '[    2.683000] e1000e 0000:01:00.0 eth0: (PCI Express:2.5GT/s:Width x1) 52:54:00:12:34:56',
].join('\n');

/** The same in one process; packed states never leave it. */
function dictionaryOf(): Buffer {
  let text = '';
  const input: Input = { type: 'lines', host: 'h', source: 'kmsg', firstLine: 1, text: LIKE_ALL };
  analyze(from([input])).subscribe((output) => {
    if (output.type === 'state') text = JSON.stringify(output.state);
  });
  return Buffer.from(text);
}

/** The host that was spoken of longest ago is packed when one too many is awake. */
export function createHostStates(awakeMax: number = AWAKE_MAX): HostStates {
  const awake = new Map<string, HostState>();
  const resting = new Map<string, Buffer>();
  let packedBytes = 0;
  const dictionary = dictionaryOf();
  const pack = (state: HostState): Buffer => deflateRawSync(JSON.stringify(state), { dictionary, level: PACKING });
  const unpack = (bytes: Buffer): HostState =>
    JSON.parse(inflateRawSync(bytes, { dictionary }).toString('utf8')) as HostState;
  const wake = (host: string): void => {
    packedBytes -= resting.get(host)?.length ?? 0;
    resting.delete(host);
    awake.delete(host);
  };
  const lay = (host: string, state: HostState): void => {
    const bytes = pack(state);
    awake.delete(host);
    resting.set(host, bytes);
    packedBytes += bytes.length;
  };
  const keep = (host: string, state: HostState): void => {
    wake(host);
    awake.set(host, state);
    const [oldest] = awake;
    if (awake.size > awakeMax && oldest) lay(...oldest);
  };
  return {
    // Asked for in order to be set anew: whoever rests stays so until then, and nobody is packed in its place twice.
    get(host) {
      const packed = resting.get(host);
      return awake.get(host) ?? (packed && unpack(packed));
    },
    set: keep,
    get size() {
      return awake.size + resting.size;
    },
    get packedBytes() {
      return packedBytes;
    },
  };
}
