/** Devices that do not follow a change of power state: off the bus, or left off (drivers/pci/pci.c). */
import type { Fields } from './fact';
import type { Row } from './row';

/** The states are the first two groups that took part. */
function statesOf(match: RegExpExecArray): Fields {
  const [from, to] = match.slice(1).filter((state) => state !== undefined);
  return { from: from ?? null, to: to ?? null };
}

const refused = (needle: string, pattern: RegExp, from: string, examples: readonly string[]): Row => ({
  family: 'power',
  kind: 'power-refused',
  fault: true,
  on: 'device',
  needle,
  pattern,
  read: (match) => ({ fields: statesOf(match) }),
  from,
  examples,
});

const STATE = '(D[0-3](?:hot|cold)?|unknown|error)';

export const POWER: readonly Row[] = [
  refused(
    'change power state from',
    new RegExp(
      `^(?:[Rr]efused to change power state from ${STATE} to ${STATE}|Unable to change power state from ${STATE} to ${STATE}, device inaccessible|can't change power state from ${STATE} to ${STATE} \\(config space inaccessible\\))$`,
    ),
    'drivers/pci/pci.c 5.10..7.1',
    [
      '[    3.812000] mlx5_core 0000:3b:00.0: Unable to change power state from D3cold to D0, device inaccessible',
      '[    3.812000] mlx5_core 0000:3b:00.0: Refused to change power state from D3hot to D0',
      "[    3.812000] mlx5_core 0000:3b:00.0: can't change power state from D3cold to D0 (config space inaccessible)",
    ],
  ),
  refused(
    'change power state, currently in',
    new RegExp(`^Refused to change power state, currently in ${STATE}$`),
    'drivers/pci/pci.c 2.6.32..4.19',
    ['[    3.812000] mlx5_core 0000:3b:00.0: Refused to change power state, currently in D3'],
  ),
  refused(
    'config space inaccessible; unable to',
    /^Device config space inaccessible; unable to .{1,60}$/,
    'drivers/pci/pci.c 6.12',
    ['[    3.812000] mlx5_core 0000:3b:00.0: Device config space inaccessible; unable to resume'],
  ),
];
