/** Makes the big logs that the benches read: the golden handoffs diluted with everyday kernel chatter, or drowned in faults. */
import { createWriteStream, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

/** `quiet`: about one line in a hundred matters. `storm`: about forty do. The benches measure and print the true share. */
export type CorpusKind = 'quiet' | 'storm';
export interface CorpusRequest {
  readonly kind: CorpusKind;
  readonly lines: number;
  readonly seed: number;
}

/** Everyday lines of a server, none of which says anything of a handoff. `#` becomes a number, `%` eight hex digits. */
const CHATTER = [
  'audit: type=1400 audit(17#.#:#): apparmor="STATUS" operation="profile_load" profile="unconfined" name="snap.#" pid=# comm="apparmor_parser"',
  'audit: type=1130 audit(17#.#:#): pid=1 uid=0 auid=4294967295 ses=4294967295 subj=unconfined msg=\'unit=fwupd comm="systemd" exe="/usr/lib/systemd/systemd" hostname=? addr=? terminal=? res=success\'',
  'audit: backlog limit exceeded',
  'br-%: port #(veth%) entered blocking state',
  'br-%: port #(veth%) entered disabled state',
  'br-%: port #(veth%) entered forwarding state',
  'device veth% entered promiscuous mode',
  'IPv6: ADDRCONF(NETDEV_CHANGE): veth%: link becomes ready',
  'eth0: renamed from veth%',
  'docker0: port #(veth%) entered disabled state',
  'systemd[1]: Starting Daily apt download activities...',
  'systemd[1]: Finished Rotate log files.',
  'systemd[1]: session-#.scope: Deactivated successfully.',
  'systemd-journald[#]: Received client request to flush runtime journal.',
  'systemd-journald[#]: Time jumped backwards, rotating.',
  'EXT4-fs (dm-#): mounted filesystem with ordered data mode. Quota mode: none.',
  'EXT4-fs (dm-#): re-mounted. Quota mode: none.',
  'XFS (dm-#): Mounting V5 Filesystem',
  'XFS (dm-#): Ending clean mount',
  'XFS (dm-#): Unmounting Filesystem',
  'usb 1-#: new high-speed USB device number # using xhci_hcd',
  'usb 1-#: New USB device found, idVendor=0bda, idProduct=8153, bcdDevice=30.00',
  'usb 1-#: New USB device strings: Mfr=1, Product=2, SerialNumber=6',
  'usb 1-#: USB disconnect, device number #',
  'hid-generic 0003:046D:C31C.#: input,hidraw#: USB HID v1.10 Keyboard [Logitech USB Keyboard] on usb-#/input0',
  'input: Logitech USB Keyboard as /devices/virtual/input/input#',
  'perf: interrupt took too long (# > #), lowering kernel.perf_event_max_sample_rate to #',
  'TCP: request_sock_TCP: Possible SYN flooding on port #. Sending cookies.',
  'nf_conntrack: nf_conntrack: table full, dropping packet',
  'IPVS: [rr] scheduler registered.',
  'overlayfs: "xino" feature enabled using # upper inode bits.',
  'kauditd_printk_skb: # callbacks suppressed by audit',
  'loop#: detected capacity change from 0 to #',
  'sd 0:0:#:0: [sdb] Attached SCSI disk',
  'sd 0:0:#:0: [sdb] # 512-byte logical blocks: (# GB/# GiB)',
  'sd 0:0:#:0: [sdb] Write cache: enabled, read cache: enabled, supports DPO and FUA',
  'md/raid1:md#: active with 2 out of 2 mirrors',
  'md: data-check of RAID array md#',
  'md: md#: data-check done.',
  'device-mapper: ioctl: 4.47.0-ioctl (2022-07-28) initialised: dm-devel@redhat.com',
  "process 'docker/tmp/qemu-check#/check' started with executable stack",
  'kvm [#]: ignored rdmsr: 0x% data 0x0',
  'kvm_intel: L1TF CPU bug present and SMT on, data leak possible.',
  'mce: CPU#: Core temperature above threshold, cpu clock throttled (total events = #)',
  'mce: CPU#: Core temperature/speed normal',
  'EDAC MC0: # CE memory read error on CPU_SrcID#0_MC#0_Chan#0_DIMM#0 (channel:0 slot:0 page:0x% offset:0x% grain:32 syndrome:0x0)',
  'workqueue: drm_fb_helper_damage_work hogged CPU for >#us # times, consider switching to WQ_UNBOUND',
  'clocksource: timekeeping watchdog on CPU#: hpet wd-wd read-back delay of #ns',
  'hrtimer: interrupt took # ns',
  'NFS: state manager: lease expired failed on NFSv4 server 10.0.0.# with error #',
  'nfs: server 10.0.0.# not responding, still trying',
  'nfs: server 10.0.0.# OK',
  'bond0: (slave eno#): link status definitely up, 25000 Mbps full duplex',
  'FS-Cache: N-cookie c=% [p=% fl=2 nc=0 na=1]',
  'SELinux:  policy capability network_peer_controls=1',
  'random: systemd: uninitialized urandom read (# bytes read)',
  'ACPI: button: Power Button [PWRF]',
  'Bluetooth: hci0: unexpected event for opcode 0x#',
  'x86/split lock detection: #AC: qemu/# took a split_lock trap at address: 0x%',
  'python3[#]: segfault at % ip % sp % error 4 in libc.so.6[%+#]',
  'TCP: eth0: Driver has suspect GRO implementation, TCP performance may be compromised.',
  'SCSI subsystem initialized',
  'wireguard: WireGuard 1.0.0 loaded. See www.wireguard.com for information.',
  'zram: Added device: zram#',
] as const;

/** Faults as 6.1 and 6.12 print them, by who makes the machine's IOMMU: no machine has two. `@` becomes a bus:device.function, `~` the driver that it has. */
const CORRECTED = [
  '~ 0000:@: PCIe Bus Error: severity=Corrected, type=Physical Layer, (Receiver ID)',
  '~ 0000:@:   device [144d:a808] error status/mask=00000001/0000e000',
  'pcieport 0000:00:1c.0: AER: Corrected error received: 0000:@',
] as const;
const FAULTS = [
  [
    'DMAR: DRHD: handling fault status reg 2',
    'DMAR: [DMA Read NO_PASID] Request device [@] fault addr 0x% [fault reason 0x06] PTE Read access is not set',
    'DMAR: [DMA Write NO_PASID] Request device [@] fault addr 0x% [fault reason 0x05] PTE Write access is not set',
    'DMAR: [DMA Write NO_PASID] Request device [@] fault addr 0x% [fault reason 0x02] Present bit in context entry is clear',
    ...CORRECTED,
  ],
  [
    'AMD-Vi: Event logged [IO_PAGE_FAULT device=@ domain=0x0000 address=0x% flags=0x0020]',
    '~ 0000:@: AMD-Vi: Event logged [IO_PAGE_FAULT domain=0x000c address=0x% flags=0x0030]',
    '~ 0000:@: AMD-Vi: Event logged [IO_PAGE_FAULT domain=0x000c address=0x% flags=0x0020]',
    ...CORRECTED,
  ],
] as const;

const STORM_SHARE = 0.4;
/** Lines added for each line of a golden log: behind it in a storm; in a quiet corpus as the days that the host then ran. */
const STORM_LINES = 7;
const QUIET_LINES = 10;
/** Seconds from one line of those days to the next; they begin when the handoff is over for good. */
const CHATTER_SECONDS = 20;
const SETTLED_SECONDS = 1_000;
/** Drivers of the devices that a storm comes from: few of a machine's, each with very many faults; the first is on bus 01. */
const STORM_DRIVERS = ['nvme', 'e1000e', 'vfio-pci', 'megaraid_sas'] as const;

/** mulberry32: small, fast and the same everywhere. Returns [0, 1). */
const seeded = (seed: number) => {
  let state = seed | 0;
  return (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
};

type Chance = () => number;
const below = (chance: Chance, limit: number) => Math.floor(chance() * limit);
const hex = (value: number, width: number) => value.toString(16).padStart(width, '0');
const filled = (template: string, chance: Chance): string => {
  const device = template.includes('@') ? below(chance, STORM_DRIVERS.length) : 0;
  return template.replace(/[#%@~]/g, (hole) => {
    if (hole === '#') return String(below(chance, 10 ** (1 + below(chance, 5))));
    if (hole === '%') return hex(below(chance, 2 ** 32), 8);
    return hole === '~' ? STORM_DRIVERS[device]! : `${hex(1 + device, 2)}:00.0`;
  });
};
const one = <T>(items: readonly T[], chance: Chance): T => items[below(chance, items.length)]!;

/** The golden VT-d handoffs in dmesg form, each as its lines. */
const goldenHandoffs = (folder: string): string[][] =>
  readdirSync(folder)
    .filter((name) => /^vtd-.*\.log$/.test(name))
    .sort()
    .map((name) => readFileSync(join(folder, name), 'utf8').split('\n').filter(Boolean));

const stampOf = (line: string): string => /^\[ *\d+\.\d+\]/.exec(line)?.[0] ?? '[    0.000000]';
const stamp = (seconds: number): string => `[${seconds.toFixed(6).padStart(12)}]`;

function* drowned(golden: readonly string[], chance: Chance): Generator<string> {
  const faults = one<readonly string[]>(FAULTS, chance);
  for (const line of golden) {
    yield line;
    for (let extra = 0; extra < STORM_LINES; extra++)
      yield `${stampOf(line)} ${filled(one<string>(chance() < STORM_SHARE ? faults : CHATTER, chance), chance)}`;
  }
}

/** The log up to where the last kernel goes down: the host runs on instead. */
export function upAndRunning(golden: readonly string[]): readonly string[] {
  const last = golden.findLastIndex((line) => line.includes('Linux version '));
  const down = golden.findIndex(
    (line, index) => index > last && /sysrq|systemd-shutdown|reboot: |kexec|Kernel panic/.test(line),
  );
  return down < 0 ? golden : golden.slice(0, down);
}

/** Everyday lines of a host that runs on, the first at `from` seconds; the same for the same seed. */
export function everyday(request: { readonly lines: number; readonly seed: number; readonly from: number }): string[] {
  const chance = seeded(request.seed);
  return Array.from(
    { length: request.lines },
    (_, line) => `${stamp(request.from + line * CHATTER_SECONDS)} ${filled(one<string>(CHATTER, chance), chance)}`,
  );
}

function* diluted(golden: readonly string[], chance: Chance): Generator<string> {
  yield* upAndRunning(golden);
  for (let day = 0; day < golden.length * QUIET_LINES; day++)
    yield `${stamp(SETTLED_SECONDS + day * CHATTER_SECONDS)} ${filled(one<string>(CHATTER, chance), chance)}`;
}

export interface Day {
  readonly handoffs: number;
  /** Seconds from one everyday line to the next. */
  readonly secondsALine: number;
}
const DAY_SECONDS = 86_400;

/** A host's day: the golden handoffs in turn, each host up and running for its share of 24 hours, with everyday lines. */
export function* dayOf({ handoffs, secondsALine }: Day, folder = join(process.cwd(), 'corpus')): Generator<string> {
  const chance = seeded(1);
  const golden = goldenHandoffs(folder);
  const share = DAY_SECONDS / handoffs;
  for (let handoff = 0; handoff < handoffs; handoff++) {
    yield* upAndRunning(golden[handoff % golden.length]!);
    for (let seconds = SETTLED_SECONDS; seconds < share; seconds += secondsALine)
      yield `${stamp(seconds)} ${filled(one<string>(CHATTER, chance), chance)}`;
  }
}

/** Chunks of whole lines, `lines` of them in all: handoff after handoff of one host, the same for the same request. */
export function* corpusOf(request: CorpusRequest, folder = join(process.cwd(), 'corpus')): Generator<string> {
  const chance = seeded(request.seed);
  const golden = goldenHandoffs(folder);
  let left = request.lines;
  let chunk: string[] = [];
  for (let round = 0; left > 0; round++) {
    const lines = golden[round % golden.length]!;
    for (const line of request.kind === 'storm' ? drowned(lines, chance) : diluted(lines, chance)) {
      chunk.push(line);
      if (chunk.length < 4000 && chunk.length < left) continue;
      const out = chunk.slice(0, left);
      left -= out.length;
      chunk = [];
      yield `${out.join('\n')}\n`;
      if (left === 0) return;
    }
  }
}

export const writeCorpus = async (request: CorpusRequest, file: string): Promise<void> =>
  pipeline(Readable.from(corpusOf(request)), createWriteStream(file));

if (require.main === module) {
  const [kind, lines, file] = process.argv.slice(2);
  if ((kind !== 'quiet' && kind !== 'storm') || !Number(lines) || !file) {
    process.stderr.write('usage: node dist/bench/make-corpus.js quiet|storm LINES FILE\n');
    process.exit(2);
  }
  void writeCorpus({ kind, lines: Number(lines), seed: 1 }, file);
}
