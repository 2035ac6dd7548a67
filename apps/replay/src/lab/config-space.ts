/** PCI configuration space from outside the guest, by QEMU's qtest protocol (docs/devel/testing/qtest.rst): what broken firmware would do to it. */

/** Sends one command and resolves with its answer, e.g. `readw 0xb0100004` and `OK 0x0107`. */
export type Ask = (command: string) => Promise<string>;

export interface ConfigSpace {
  readonly ask: Ask;
  /** Where the enhanced configuration mechanism (ECAM) lies in memory. */
  readonly base: number;
}

const COMMAND = 0x04;
const BUS_MASTER = 0x0004;
const FIRST_CAPABILITY = 0x34;
const EXPRESS = 0x10;
const SLOT_CONTROL = 0x18;
/** Power controller and both indicators off: PCI_EXP_SLTCTL_PWR_OFF, _PWR_IND_OFF, _ATTN_IND_OFF (include/uapi/linux/pci_regs.h). */
const POWER_OFF = 0x0400 | 0x0300 | 0x00c0;

/** Each function has 4 KiB: bus, device and function are the address above that. */
function addressOf({ base }: ConfigSpace, bdf: string, offset: number): string {
  const [, bus = '0', device = '0', fn = '0'] = bdf.split(/[:.]/);
  const rid = (Number.parseInt(bus, 16) << 8) | (Number.parseInt(device, 16) << 3) | Number(fn);
  return `0x${(base + rid * 0x1000 + offset).toString(16)}`;
}

async function read(space: ConfigSpace, bdf: string, offset: number): Promise<number> {
  const said = await space.ask(`readw ${addressOf(space, bdf, offset)}`);
  const value = Number(said.split(' ')[1]);
  if (!said.startsWith('OK') || Number.isNaN(value)) throw new Error(`qtest answered \`${said}\``);
  return value;
}

async function write(space: ConfigSpace, bdf: string, to: { offset: number; value: number }): Promise<void> {
  await space.ask(`writew ${addressOf(space, bdf, to.offset)} 0x${to.value.toString(16)}`);
}

const ABSENT = 0xffff;

/** Null where no such function answers. */
export async function isMaster(space: ConfigSpace, bdf: string): Promise<boolean | null> {
  const command = await read(space, bdf, COMMAND);
  return command === ABSENT ? null : (command & BUS_MASTER) !== 0;
}

export async function masterOn(space: ConfigSpace, bdf: string): Promise<void> {
  const command = await read(space, bdf, COMMAND);
  await write(space, bdf, { offset: COMMAND, value: command | BUS_MASTER });
}

/** A list of capabilities is short; one that does not end is broken. */
const CAPABILITIES_MAX = 48;

async function expressCapability(space: ConfigSpace, bdf: string): Promise<number> {
  let at = (await read(space, bdf, FIRST_CAPABILITY)) & 0xfc;
  for (let seen = 0; at !== 0 && seen < CAPABILITIES_MAX; seen++) {
    const head = await read(space, bdf, at);
    if ((head & 0xff) === EXPRESS) return at;
    at = (head >> 8) & 0xfc;
  }
  throw new Error(`${bdf} is no PCI Express port`);
}

/** Takes the power of what hangs under a port. */
export async function slotOff(space: ConfigSpace, port: string): Promise<void> {
  const offset = (await expressCapability(space, port)) + SLOT_CONTROL;
  const control = await read(space, port, offset);
  await write(space, port, { offset, value: control | POWER_OFF });
}
