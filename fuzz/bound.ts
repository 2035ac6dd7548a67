/** Logs without end that always name something new: what a reader remembers of them has a bound. */
import { createReader, type ReaderState, readBlock } from '#core';

const hex = (value: number, width: number): string => value.toString(16).padStart(width, '0');
const address = (at: number): string =>
  `${hex((at >> 16) & 0xffff, 4)}:${hex((at >> 8) & 0xff, 2)}:${hex((at >> 3) & 0x1f, 2)}.${at & 7}`;
const stamped = (at: number, text: string): string => `[${(at / 1000).toFixed(6).padStart(12)}] ${text}`;

/** By what is new in every line. */
export const ENDLESS: Readonly<Record<string, (at: number) => string>> = {
  interfaces: (at) => stamped(at, `e1000e 0000:01:00.0 eth${at}: Link is Down`),
  controllers: (at) => stamped(at, `nvme nvme${at}: pci function ${address(at)}`),
  drivers: (at) => stamped(at, `drv${at} 0000:01:00.0: hello`),
  devices: (at) => stamped(at, `e1000e ${address(at)}: hello`),
  groups: (at) => stamped(at, `pci ${address(at)}: Adding to iommu group ${at}`),
  streams: (at) => stamped(at, `arm-smmu 64000000.iommu: Blocked unknown Stream ID 0x${hex(at, 4)}; boot with x`),
  endpoints: (at) => stamped(at, `pci ${address(at)}: Configured PE#${hex(at, 2)}`),
  boots: (at) => `[    0.000000] Linux version 6.1.${at} (b@h) #1 SMP`,
  hosts: (at) => `Nov 22 19:04:00 host${at} kernel: e1000e ${address(at)}: hello`,
  troubles: (at) =>
    stamped(1, `some ${hex(at, 6).replace(/\d/g, (digit) => 'ghijklmnop'[Number(digit)]!)} thing failed`),
  'torn messages': (at) => stamped(at, `DMAR: [DMA Read NO_PASID] Request device [${hex(at & 0xff, 2)}:`),
  'open records': (at) => `__CURSOR=${at}`,
  'open braces': (at) => `{\n\t"MESSAGE" : "${at}",`,
  'early consoles': (at) => stamped(at, `printk: bootconsole [early${at}] enabled`),
  sequences: (at) => `3,${at * 7},${at * 1000},-;x`,
};

const BLOCK = 1000;

/** Characters of JSON that a reader keeps after so many lines, and the most it kept on the way. */
export function keptAfter(line: (at: number) => string, lines: number): number {
  const state: ReaderState = createReader('endless');
  let most = 0;
  let firstLine = 1;
  for (let at = 0; at < lines; at += BLOCK) {
    const text = Array.from({ length: BLOCK }, (_, index) => `${line(at + index)}\n`).join('');
    readBlock(state, { source: 'endless', firstLine, text });
    firstLine += text.split('\n').length - 1;
    if ((at / BLOCK) % 10 === 0) most = Math.max(most, JSON.stringify(state).length);
  }
  return Math.max(most, JSON.stringify(state).length);
}
