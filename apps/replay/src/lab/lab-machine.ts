/** Machines that the lab can put together: which emulator, which IOMMU, and the words that its kernels understand. */
import type { Kernel, Platform } from '#simulator';

export interface LabMachine {
  /** Program, as it is called on PATH, and the packages that have it. */
  readonly emulator: string;
  readonly packages: string;
  readonly arguments: readonly string[];
  /** The console, and beside it the tap: what the guest tells the lab. */
  readonly ports: readonly string[];
  /** What `console=` names. */
  readonly console: string;
  /** How the guest opens the tap: modules that it takes, and lines of its script. */
  readonly tap: { readonly modules: readonly string[]; readonly open: string };
  /** Null where no word of a kernel's command line does it. */
  readonly iommuWords: Readonly<Record<Kernel['iommu'], string | null>>;
  /** The emulator's trace events of a refused request, and of one that is recorded for the kernel. */
  readonly traces: readonly string[];
  /** How many records in five seconds fill the kernel's limit of reports. */
  readonly recordsInLimit: number;
  /** Why a crash kernel sees nothing of what is refused; null where it does. */
  readonly crashIsBlind: string | null;
  /** As Debian and the corpus call the architecture and the IOMMU. */
  readonly arch: string;
  readonly iommu: string;
  /** Programs of the guest: ELF's number of their machine, and where Debian keeps their libraries. */
  readonly elfMachine: number;
  readonly triplet: string;
}

export const CONSOLE_FILE = 'console.log';
export const TAP_FILE = 'tap.log';

/** SATA and SMBus of the chipset are left out: nothing is there but what the scenario names. */
const VTD: LabMachine = {
  emulator: 'qemu-system-x86_64',
  packages: 'Debian: qemu-system-x86, Fedora: qemu-system-x86-core',
  arguments: ['-M', 'q35,sata=off,smbus=off', '-cpu', 'max', '-device', 'intel-iommu,intremap=on'],
  ports: ['-serial', `file:${CONSOLE_FILE}`, '-serial', `file:${TAP_FILE}`],
  console: 'ttyS0,115200',
  tap: { modules: [], open: 'stty -F /dev/ttyS1 raw\nexec 3> /dev/ttyS1' },
  iommuWords: { off: 'intel_iommu=off', passthrough: 'intel_iommu=on iommu=pt', translated: 'intel_iommu=on' },
  traces: ['vtd_dmar_fault', 'vtd_frr_new'],
  /** dmar_fault() asks its limit of ten thrice for a record: for its status line, for the fault, and to find no other (drivers/iommu/intel/dmar.c). */
  recordsInLimit: 3,
  crashIsBlind: null,
  arch: 'amd64',
  iommu: 'intel-vtd',
  elfMachine: 62,
  triplet: 'x86_64-linux-gnu',
};

/** Version 2 of the interrupt controller: a kernel that was kexec'ed cannot take version 3's tables over without firmware that keeps them. */
const SMMUV3: LabMachine = {
  emulator: 'qemu-system-aarch64',
  packages: 'Debian: qemu-system-arm, Fedora: qemu-system-aarch64-core',
  arguments: ['-M', 'virt,gic-version=2,iommu=smmuv3', '-cpu', 'cortex-a57'],
  ports: [
    ...['-serial', `file:${CONSOLE_FILE}`, '-device', 'virtio-serial-device'],
    ...['-chardev', `file,id=tap,path=${TAP_FILE}`, '-device', 'virtserialport,chardev=tap'],
  ],
  console: 'ttyAMA0',
  tap: {
    modules: ['virtio_mmio', 'virtio_console'],
    // The node is there before the port can be opened (drivers/char/virtio_console.c add_port()), and a shell whose exec fails is over.
    open: [
      'until [ -e /dev/vport*p1 ]; do sleep 1; done',
      'for port in /dev/vport*p1; do',
      '  until (exec 3> $port) 2> /dev/null; do sleep 1; done',
      '  exec 3> $port',
      'done',
    ].join('\n'),
  },
  iommuWords: { off: null, passthrough: 'iommu.passthrough=1', translated: '' },
  /** `record` up to QEMU 10, `propagate` in 11. */
  traces: ['smmuv3_*_event'],
  /** arm_smmu_evtq_thread() asks its limit of ten once an event (drivers/iommu/arm/arm-smmu-v3/arm-smmu-v3.c). */
  recordsInLimit: 10,
  crashIsBlind: "the SMMU's events are off in a crash kernel",
  arch: 'arm64',
  iommu: 'smmuv3',
  elfMachine: 183,
  triplet: 'aarch64-linux-gnu',
};

export const LAB_MACHINES: { readonly [Name in Platform]?: LabMachine } = { vtd: VTD, smmuv3: SMMUV3 };
/** Where no scenario says which. */
export const USUAL_MACHINE = VTD;

export interface Refusal {
  /** Seconds since the epoch. */
  readonly at: number;
  /** Bus, device and function as one number: what the request carried. */
  readonly requester: number;
  /** Did the IOMMU keep a record for the kernel to read? It keeps one at a time, and folds what one source repeats. */
  readonly recorded: boolean;
}

/** `2034@1795742413.123456:EVENT …`; in QEMU 11 `2026-11-27T03:49:43.455585Z EVENT …`. */
const TRACED = /^(?:\d+@(\d+\.\d+):|(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d+Z) )(.*)$/;
/** `vtd_dmar_fault sid 0x100 fault 6 addr 0x28b4000 write 1` (hw/i386/trace-events). */
const REFUSED = /^vtd_dmar_fault sid (0x[0-9a-f]+) /;
/** `vtd_frr_new index 0 high 0x8000000600000100 low 0x28b4000`: it comes right after its refusal. */
const RECORDED = /^vtd_frr_new /;
/** `smmuv3_record_event F_TRANSLATION sid=0x100` (hw/arm/trace-events). */
const EVENT = /^smmuv3_(?:record|propagate)_event \S+ sid=(0x[0-9a-f]+)$/;

export function refusalsIn(trace: string): readonly Refusal[] {
  const refusals: Refusal[] = [];
  for (const line of trace.split('\n')) {
    const [, seconds, date, said = ''] = TRACED.exec(line) ?? [];
    const at = date === undefined ? Number(seconds) : Date.parse(date) / 1000;
    const event = EVENT.exec(said);
    const [, requester] = event ?? REFUSED.exec(said) ?? [];
    if (requester !== undefined) refusals.push({ at, requester: Number(requester), recorded: event !== null });
    else if (RECORDED.test(said)) {
      const last = refusals.pop();
      if (last) refusals.push({ ...last, recorded: true });
    }
  }
  return refusals;
}
