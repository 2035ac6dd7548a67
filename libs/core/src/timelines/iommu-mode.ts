/** Which IOMMU stood over a device, and could it have told of a fault? */
import type { HandoffKind, IommuMode, IommuSpan, Moment } from '../report';
import type { BootState } from './boot';
import { cameUp } from './handoff-kind';

/**
 * `<vendor>-translated` (faults are seen), `-inherited` (the old kernel's tables in use), `-passthrough`, `-bypass` (streams without a driver go
 * round it), `-silent` (it reports nothing), `off`, `unknown`. Arm's SMMUv3 driver leaves the event queue off in every crash kernel and says
 * nothing (drivers/iommu/arm/arm-smmu-v3/arm-smmu-v3.c arm_smmu_device_reset()).
 */
export function iommuMode({
  boot,
  bdf,
  kind,
}: {
  boot: BootState | null;
  bdf: string | null;
  kind: HandoffKind;
}): IommuMode {
  if (boot === null) return 'unknown';
  const { marks, iommuVendor: vendor } = boot;
  const copied = marks['tables-copied'] !== undefined || (vendor === 'tce' && keepsEntries(boot, kind));
  if (onSince(boot) === null) return marks['iommu-disabled'] || wouldHaveSaid(boot) ? 'off' : 'unknown';
  if (bdf !== null && isLeftOut(boot, bdf)) return 'off';
  if (passesThrough(boot) || (bdf !== null && boot.identityMapped.includes(bdf))) return `${vendor}-passthrough`;
  if (marks['events-off'] || (vendor === 'smmuv3' && kind === 'kdump')) return `${vendor}-silent`;
  if (vendor?.startsWith('smmu') && letsStrangersPass(boot)) return `${vendor}-bypass`;
  return copied ? `${vendor}-inherited` : `${vendor}-translated`;
}

/**
 * A partition's crash kernel goes on with the TCEs that it finds: the hypervisor has its tables, which no kernel makes anew
 * (arch/powerpc/kernel/iommu.c iommu_table_clear()). Bare metal resets its bridges and makes tables of its own.
 */
const keepsEntries = ({ marks }: BootState, kind: HandoffKind): boolean =>
  kind === 'kdump' && marks.partition !== undefined;

/** Is its silence telling? It was up, and the log holds what is of level info: from its first line, or enumerated functions at least. */
function wouldHaveSaid(boot: BootState): boolean {
  const whole = boot.fromStart && (consoleLevel(boot) ?? LEVEL_DEFAULT) >= LEVEL_DEFAULT;
  return cameUp(boot) && (whole || Object.values(boot.devices).some(({ enumerated }) => enumerated !== null));
}

/** When the IOMMU was on at the latest: it said so, or a report of a refused DMA shows it. */
const onSince = ({ marks }: BootState): Moment | null =>
  marks['tables-copied'] ?? marks['iommu-enabled'] ?? marks['iommu-reported'] ?? null;

const said = ({ commandLine }: BootState, option: string): boolean =>
  new RegExp(`(?:^| )${option}(?: |$)`).test(commandLine ?? '');

/** Kernels before 5.10 do not print their default domain: there the command line is all that tells. */
function passesThrough(boot: BootState): boolean {
  if (boot.marks.passthrough) return true;
  return !boot.marks.translated && (said(boot, 'iommu=pt') || said(boot, 'iommu\\.passthrough=(?:1|y|Y|on)'));
}

/** `intel_iommu=igfx_off`: the unit of the integrated graphics alone is left off (drivers/iommu/intel/iommu.c init_no_remapping_devices()). */
function isLeftOut(boot: BootState, bdf: string): boolean {
  const device = boot.devices[bdf];
  const graphics = bdf.endsWith(':00:02.0') && (device?.pciClass?.startsWith('03') ?? false);
  return graphics && said(boot, 'intel_iommu=(?:[^ ]+,)?igfx_off(?:,[^ ]+)?');
}

/**
 * Does what no driver has attached go through untranslated? `disable_bypass` says so (drivers/iommu/arm/arm-smmu*); it is on by default since 5.2,
 * in SMMUv3's driver since 4.20. Enterprise kernels of 4.18 hold later drivers.
 */
function letsStrangersPass(boot: BootState): boolean {
  if (said(boot, 'arm-smmu(?:-v3)?\\.disable_bypass=(?:0|n|N|off)')) return true;
  if (said(boot, 'arm-smmu(?:-v3)?\\.disable_bypass=(?:1|y|Y|on)')) return false;
  const release = boot.release ?? '';
  const match = /^(\d{1,3})\.(\d{1,3})/.exec(release);
  if (!match || release.includes('.el')) return false;
  const version = Number(match[1]) * 1000 + Number(match[2]);
  return version < (boot.iommuVendor === 'smmuv3' ? 4020 : 5002);
}

/** Why no fault of the device could have been seen under this mode, or null when one could. */
export function blindness(mode: IommuMode): string | null {
  if (mode.endsWith('-translated')) return null;
  if (mode === 'off') return 'no IOMMU translated in the incoming kernel';
  if (mode === 'unknown') return 'the log does not show an IOMMU coming up';
  if (mode.endsWith('-passthrough')) return 'the IOMMU passed its DMA through untranslated';
  if (mode.endsWith('-bypass')) return 'streams that no driver has attached bypass the IOMMU (disable_bypass is off)';
  if (mode.endsWith('-silent')) return 'the IOMMU reports no events in this kernel';
  return 'the incoming kernel went on with the outgoing one’s translation tables, under which old DMA cannot fault';
}

const LEVEL_DEFAULT = 7;

/**
 * Console log level that the command line asks for: a console shows what is below it (kernel/printk/printk.c). The ring, the journal and netconsole's
 * extended form hold more; whether a log was cut at a level shows in what it holds.
 */
export function consoleLevel({ commandLine }: BootState): number | null {
  if (commandLine === null || /(?:^| )ignore_loglevel(?: |$)/.test(commandLine)) return null;
  const levels = [...commandLine.matchAll(/(?:^| )(?:loglevel=(\d)|(quiet)|(debug))(?= |$)/g)];
  const last = levels.at(-1);
  if (!last) return LEVEL_DEFAULT;
  return last[1] === undefined ? (last[2] ? 4 : 10) : Number(last[1]);
}

/** Spans of a device's time in the incoming kernel, by what stood over it: nothing until the IOMMU is on, its own domain once its driver attached. */
export function iommuSpans(boot: BootState, bdf: string, mode: IommuMode): readonly IommuSpan[] {
  const start = boot.marks['first-line'] ?? null;
  const on = onSince(boot);
  if (on === null) return [{ mode, from: start, to: null }];
  const owned = boot.devices[bdf]?.owned ?? null;
  const attached = mode.endsWith('-inherited') || mode.endsWith('-bypass') ? owned : null;
  const own = mode.replace(/-(?:inherited|bypass)$/, '-translated');
  return [
    { mode: 'unknown', from: start, to: on },
    { mode, from: on, to: attached },
    ...(attached ? [{ mode: own, from: attached, to: null }] : []),
  ];
}
