/** Machines that the lab can put together: which emulator, which IOMMU, and the words that its kernels understand. */
import type { Kernel, Platform } from '#simulator';

export interface LabMachine {
  /** Program, as it is called on PATH. */
  readonly emulator: string;
  readonly arguments: readonly string[];
  /** What `console=` names. */
  readonly console: string;
  /** Second serial port: what the guest tells the lab, beside its console. */
  readonly tap: string;
  readonly iommuWords: Readonly<Record<Kernel['iommu'], string>>;
  /** The emulator's trace events of a refused request, and of one that is recorded for the kernel. */
  readonly traces: readonly string[];
}

/** SATA and SMBus of the chipset are left out: nothing is there but what the scenario names. */
const Q35 = ['-M', 'q35,sata=off,smbus=off', '-cpu', 'max'];

export const LAB_MACHINES: { readonly [Name in Platform]?: LabMachine } = {
  vtd: {
    emulator: 'qemu-system-x86_64',
    arguments: [...Q35, '-device', 'intel-iommu,intremap=on'],
    console: 'ttyS0,115200',
    tap: '/dev/ttyS1',
    iommuWords: { off: 'intel_iommu=off', passthrough: 'intel_iommu=on iommu=pt', translated: 'intel_iommu=on' },
    traces: ['vtd_dmar_fault', 'vtd_frr_new'],
  },
};

export interface Refusal {
  /** Seconds since the epoch. */
  readonly at: number;
  /** Bus, device and function as one number: what the request carried. */
  readonly requester: number;
  /** Did the IOMMU keep a record for the kernel to read? It keeps one at a time, and folds what one source repeats. */
  readonly recorded: boolean;
}

/** `2034@1795742413.123456:vtd_dmar_fault sid 0x100 fault 6 addr 0x28b4000 write 1` (hw/i386/trace-events). */
const REFUSED = /^\d+@(\d+\.\d+):vtd_dmar_fault sid (0x[0-9a-f]+) /;
/** `2034@1795742413.123457:vtd_frr_new index 0 high 0x8000000600000100 low 0x28b4000`: it comes right after its refusal. */
const RECORDED = /^\d+@\d+\.\d+:vtd_frr_new /;

export function refusalsIn(trace: string): readonly Refusal[] {
  const refusals: Refusal[] = [];
  for (const line of trace.split('\n')) {
    const [, at, requester] = REFUSED.exec(line) ?? [];
    if (at !== undefined && requester !== undefined)
      refusals.push({ at: Number(at), requester: Number(requester), recorded: false });
    else if (RECORDED.test(line)) {
      const last = refusals.pop();
      if (last) refusals.push({ ...last, recorded: true });
    }
  }
  return refusals;
}
