/** The first program of a kernel in the lab: loads drivers, says what it finds on the tap, follows the policy, and hands over. */
import { markerRecords } from '#core';
import type { Step } from '#simulator';
import type { LabBoot } from './plan';

export interface Script {
  readonly boot: LabBoot;
  /** Modules that the tap takes, in the order in which they are loaded, and the lines that open it. */
  readonly tap: { readonly modules: readonly string[]; readonly open: string };
  /** Modules in the order in which they are loaded. */
  readonly modules: readonly string[];
  /** Devices that the policy is about. */
  readonly bdfs: readonly string[];
  /** Command line of the next kernel; null for the last one. */
  readonly next: string | null;
}

const PREAMBLE = `#!/bin/busybox sh
/bin/busybox mkdir -p /proc /sys /dev
/bin/busybox --install -s /bin
export PATH=/bin:/sbin:/usr/sbin
mount -t proc proc /proc
mount -t sysfs sys /sys
mount -t devtmpfs dev /dev`;

const FUNCTIONS = `tap() { echo "$*" >&3; }
functions() {
  for path in /sys/bus/pci/devices/*; do
    read -r vendor < $path/vendor
    read -r device < $path/device
    driver=-
    if [ -e $path/driver ]; then driver=$(readlink $path/driver); driver=\${driver##*/}; fi
    tap "fn $1 \${path##*/} \${vendor#0x}:\${device#0x} $driver"
  done
  tap "seen $1"
}
kmsg() { timeout 2 cat /dev/kmsg | sed 's/^/kmsg /' >&3; }
load() {
  tap "load $1"
  if insmod /modules/$1.ko; then tap "loaded $1 ok"; else tap "loaded $1 failed"; fi
}
links_up() {
  for link in /sys/class/net/*; do
    [ \${link##*/} = lo ] || ip link set \${link##*/} up
  done
}
unbind() {
  [ -e $1/driver ] && echo \${1##*/} > $1/driver/unbind
  [ ! -e $1/driver ]
}
bus_master_off() {
  word=$(( 0x$(od -An -tx2 -j4 -N2 $1/config | tr -d ' ') & ~4 ))
  printf "$(printf '\\\\%03o\\\\%03o' $((word & 255)) $((word >> 8)))" |
    dd of=$1/config bs=2 seek=2 count=1 conv=notrunc
}
reset_by() { echo $2 > $1/reset_method && echo 1 > $1/reset; }
vfio_rebind() {
  echo vfio-pci > $1/driver_override && unbind $1
  echo \${1##*/} > /sys/bus/pci/drivers_probe
  [ -e $1/driver ]
}
step() {
  bdf=$1; name=$2; shift 2
  if "$@"; then tap "step $bdf $name ok"; else tap "step $bdf $name failed"; fi
}
queue_reads() {
  tap throttle
  sleep 1
  for disk in /sys/block/nvme* /sys/block/sd*; do
    [ -e $disk ] || continue
    for reader in 1 2 3 4 5 6 7 8; do
      dd if=/dev/\${disk##*/} of=/dev/null bs=64k iflag=direct count=64 skip=$reader &
    done
  done
  sleep 1
}`;

/** What user space does for a step; null where the kernel does it on its way down. */
const STEP_COMMANDS: Readonly<Record<Step, string | null>> = {
  shutdown: null,
  remove: 'unbind DEVICE',
  'remove-or-shutdown': 'unbind DEVICE',
  'bus-master-off': 'bus_master_off DEVICE',
  flr: 'reset_by DEVICE flr',
  'hot-reset': 'reset_by DEVICE bus',
  'vfio-rebind': 'vfio_rebind DEVICE',
  'iommu-inherit': null,
  preserve: null,
  none: null,
};

/** Behind device_shutdown() the kernel clears bus mastering itself (pci_device_shutdown()). */
function stepLines(steps: readonly Step[], bdf: string): readonly string[] {
  const shutdownAt = steps.indexOf('shutdown');
  const early = shutdownAt < 0 ? steps : steps.slice(0, shutdownAt);
  return early.flatMap((step) => {
    const command = STEP_COMMANDS[step]?.replace('DEVICE', `/sys/bus/pci/devices/${bdf}`);
    return command === undefined ? [] : [`step ${bdf} ${step} ${command}`];
  });
}

const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;

/** \`-x\`: kexec-tools must not take links down first; nothing but the policy quiets a device. */
const LEAVE = { kexec: 'kexec -e -x', kdump: 'echo c > /proc/sysrq-trigger' } as const;

function departing({ boot, bdfs }: Script, next: string): readonly string[] {
  const { departure } = boot;
  if (departure === null) return [];
  const { into, policy, steps, declares, inFlight } = departure;
  const marks = declares ? markerRecords({ policy, kind: into, devices: [] }) : [];
  return [
    `kexec ${into === 'kdump' ? '-p' : '-l'} /next/kernel --initrd=/next/initrd --command-line=${quoted(next)} || { tap "cannot load the next kernel"; poweroff -f; }`,
    'rm -r /next',
    ...marks.map((record) => `echo ${quoted(`<12>${record}`)} > /dev/kmsg`),
    ...(inFlight ? ['queue_reads'] : []),
    'kmsg',
    ...bdfs.flatMap((bdf) => stepLines(steps, bdf)),
    'functions left',
    'tap go',
    'sleep 1',
    LEAVE[into],
    'sleep 30',
    'tap "the jump never came"',
    'poweroff -f',
  ];
}

/** Ten seconds of user space: a log that ends sooner says nothing of drivers that have not spoken (D-039). */
const staying = ['sleep 6', 'functions left', 'kmsg', 'tap done', 'poweroff -f'];

export function initScript(script: Script): string {
  const { boot, tap, modules, next } = script;
  const lines = [
    PREAMBLE,
    ...tap.modules.map((name) => `insmod /modules/${name}.ko`),
    tap.open,
    'exec >&3 2>&3',
    FUNCTIONS,
    `tap boot ${boot.number}`,
    ...(boot.dies ? ['exit 1'] : []),
    `tap ecam $(grep -m1 -iE 'MMCONFIG|ECAM' /proc/iomem)`,
    'functions found',
    ...modules.map((name) => `load ${name}`),
    'sleep 2',
    'links_up',
    'sleep 2',
    'functions bound',
    ...(next === null ? staying : departing(script, next)),
  ];
  return `${lines.join('\n')}\n`;
}
