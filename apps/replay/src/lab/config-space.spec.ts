import { type ConfigSpace, isMaster, masterOn, slotOff } from './config-space';

const BASE = 0xb0000000;
/** Answers as QEMU does, over a memory of 16-bit words. */
const spaceOf = (words: Record<number, number>): ConfigSpace => ({
  base: BASE,
  ask: async (command) => {
    const [verb, address, value] = command.split(' ');
    if (verb === 'writew') words[Number(address)] = Number(value);
    return verb === 'readw' ? `OK 0x${(words[Number(address)] ?? 0xffff).toString(16).padStart(16, '0')}` : 'OK';
  },
});
/** 02:03.0 */
const DEVICE = BASE + (2 << 20) + (3 << 15);
const PORT = BASE + (1 << 15);

test('the bus-master bit is bit 2 of the command register, in the device’s own 4 KiB', async () => {
  const words = { [DEVICE + 4]: 0x0103 };
  const space = spaceOf(words);
  expect(await isMaster(space, '0000:02:03.0')).toBe(false);
  await masterOn(space, '0000:02:03.0');
  expect(words[DEVICE + 4]).toBe(0x0107);
  expect(await isMaster(space, '0000:02:03.0')).toBe(true);
});

test('where nobody answers all bits are set, and that is no bus master', async () => {
  expect(await isMaster(spaceOf({}), '0000:02:03.0')).toBeNull();
});

test('a slot loses its power by the control register of the port’s PCI Express capability', async () => {
  const words = { [PORT + 0x34]: 0x0040, [PORT + 0x40]: 0x5005, [PORT + 0x50]: 0x0010, [PORT + 0x68]: 0x0028 };
  await slotOff(spaceOf(words), '0000:00:01.0');
  expect(words[PORT + 0x68]).toBe(0x07e8);
});

test('a function without that capability is no port', async () => {
  await expect(slotOff(spaceOf({ [PORT + 0x34]: 0 }), '0000:00:01.0')).rejects.toThrow(
    '0000:00:01.0 is no PCI Express port',
  );
});

test('an emulator that refuses is heard', async () => {
  const space: ConfigSpace = { base: BASE, ask: async () => 'FAIL Unknown command' };
  await expect(isMaster(space, '0000:00:01.0')).rejects.toThrow('FAIL Unknown command');
});
