/** Resets of functions and buses, and devices that do not come back from them (drivers/pci/pci.c, probe.c). */
import { bdfOf } from './digits';
import type { Row } from './row';

type Sign = Pick<Row, 'kind' | 'needle' | 'pattern' | 'from' | 'examples'> & Partial<Row>;
const sign = (of: Sign): Row => ({ family: 'reset', on: 'device', fault: false, read: () => ({ fields: {} }), ...of });

/** Of what pci_dev_wait() waits for, these are resets; `resume`, `PM D3hot->D0` and `power up …` are power changes. */
const RESETS: ReadonlySet<string> = new Set(['FLR', 'AF_FLR', 'bus reset', 'slot reset', 'DPC']);

const failed = (needle: string, pattern: RegExp, from: string, example: string): Row =>
  sign({
    kind: 'reset-failed',
    fault: true,
    needle,
    pattern,
    read: (match) => ({ fields: { how: match[1] ?? needle } }),
    from,
    examples: [example],
  });

export const RESET: readonly Row[] = [
  sign({
    kind: 'reset-waiting',
    needle: 'not ready ',
    pattern: /^not ready (\d{1,9})ms after ([^;]{1,60}?)(; waiting)?\s{0,16}$/,
    read: (match) => ({
      fields: { ms: Number(match[1]), method: match[2] ?? null },
      ...(match[3] ? {} : { corrupted: 'truncated' }),
    }),
    from: 'drivers/pci/pci.c pci_dev_wait() 4.19..7.1',
    examples: ['[   18.088626] e1000e 0000:01:00.0: not ready 1023ms after bus reset; waiting'],
  }),
  sign({
    kind: 'reset-failed',
    fault: true,
    needle: 'giving up',
    pattern: /^not ready (\d{1,9})ms after ([^;]{1,60}); giving up$/,
    read: (match) => ({
      fields: { how: `not ready after ${match[2]}`, ms: Number(match[1]), method: match[2] ?? null },
    }),
    from: 'drivers/pci/pci.c pci_dev_wait() 4.19..7.1',
    examples: ['[   87.080581] e1000e 0000:01:00.0: not ready 65535ms after bus reset; giving up'],
  }),
  sign({
    kind: 'device-reset',
    needle: 'ms after ',
    pattern: /^ready (\d{1,9})ms after ([^;]{1,60})$/,
    read: (match) =>
      RESETS.has(match[2] ?? '') ? { fields: { method: match[2] ?? '', ok: true, ms: Number(match[1]) } } : null,
    from: 'drivers/pci/pci.c pci_dev_wait() 4.19..7.1',
    examples: ['[   16.088626] mlx5_core 0000:3b:00.0: ready 2047ms after FLR'],
  }),
  sign({
    kind: 'reset-waiting',
    needle: 'not ready after ',
    pattern: /^not ready after (\d{1,9})ms; waiting$/,
    read: (match) => ({ fields: { ms: Number(match[1]), method: 'enumeration' } }),
    from: 'drivers/pci/probe.c pci_bus_wait_crs() 4.19..7.1',
    examples: ['[    1.120000] pci 0000:3b:00.0: not ready after 1023ms; waiting'],
  }),
  sign({
    kind: 'reset-failed',
    fault: true,
    needle: 'giving up',
    pattern: /^not ready after (\d{1,9})ms; giving up$/,
    read: (match) => ({ fields: { how: 'not ready at enumeration', ms: Number(match[1]), method: 'enumeration' } }),
    from: 'drivers/pci/probe.c pci_bus_wait_crs() 4.19..7.1',
    examples: ['[   60.120000] pci 0000:3b:00.0: not ready after 65535ms; giving up'],
  }),
  failed(
    'not responding',
    /^(not responding)$/,
    'drivers/pci/probe.c 2.6.32..4.4',
    '[   60.120000] pci 0000:3b:00.0: not responding',
  ),
  failed(
    'Failed to return from FLR',
    /^(Failed to return from FLR)$/,
    'drivers/pci/pci.c 4.4',
    '[   14.900000] ixgbe 0000:03:00.0: Failed to return from FLR',
  ),
  failed(
    'failed to stop IOMMU for a PCI reset',
    /^(failed to stop IOMMU for a PCI reset): -?\d{1,4}$/,
    'drivers/pci/pci.c 7.1',
    '[  120.100000] pci 0000:3b:00.0: failed to stop IOMMU for a PCI reset: -22',
  ),
  sign({
    kind: 'device-reset',
    needle: 'to return from FLR',
    pattern: /^Required additional (\d{1,9})ms to return from FLR$/,
    read: (match) => ({ fields: { method: 'FLR', ok: true, ms: Number(match[1]) } }),
    from: 'drivers/pci/pci.c 4.4',
    examples: ['[   14.900000] ixgbe 0000:03:00.0: Required additional 1000ms to return from FLR'],
  }),
  sign({
    kind: 'device-reset',
    needle: 'reset anyway',
    pattern:
      /^(?:timed out waiting for pending transaction; performing (AF )?function level reset anyway|transaction is not cleared; proceeding with reset anyway)$/,
    read: (match) => ({ fields: { method: match[1] ? 'AF_FLR' : 'FLR', ok: true, pendingTransaction: true } }),
    from: 'drivers/pci/pci.c 2.6.32..7.1',
    examples: [
      '[   12.881000] vfio-pci 0000:3b:00.0: timed out waiting for pending transaction; performing function level reset anyway',
      '[   12.881000] pci 0000:3b:00.0: transaction is not cleared; proceeding with reset anyway',
    ],
  }),
  sign({
    kind: 'device-reset',
    on: 'message',
    needle: 'Pending transaction while issuing',
    pattern: /^\w{4,60}: Pending transaction while issuing (AF )?FLR to ([0-9a-f]{4}:[0-9a-f]{2}:[0-9a-f]{2}\.[0-7])$/,
    read: (match) => ({
      bdf: bdfOf(match[2] ?? ''),
      fields: { method: match[1] ? 'AF_FLR' : 'FLR', ok: true, pendingTransaction: true },
    }),
    from: 'arch/powerpc/platforms/powernv/eeh-powernv.c 4.19..7.1',
    examples: ['[   12.881000] pnv_eeh_wait_for_pending: Pending transaction while issuing FLR to 0001:01:00.0'],
  }),
  failed(
    'Failed to reset device',
    /^\w{4,60}: (Failed to reset device \S{4,20}) \(-?\d{1,4}\)$/,
    'drivers/vfio/pci/vfio_pci.c 3.6..5.10',
    '[ 5322.400000] vfio-pci 0000:3b:00.0: vfio_pci_disable: Failed to reset device 0000:3b:00.0 (-25)',
  ),
  sign({
    kind: 'device-reset',
    needle: 'unlocked secondary bus reset',
    pattern: /^unlocked secondary bus reset via: /,
    read: () => ({ fields: { method: 'bus reset', ok: true } }),
    from: 'drivers/pci/pci.c __pci_bridge_secondary_bus_reset() 6.12..7.1, once: names the bridge',
    examples: ['[  120.100000] pcieport 0000:3a:00.0: unlocked secondary bus reset via: pci_reset_bus+0x1f0/0x280'],
  }),
  sign({
    kind: 'device-reset',
    needle: 'reset done',
    pattern: /^reset done$/,
    read: () => ({ fields: { method: 'function', ok: true } }),
    from: 'drivers/pci/pci.c pci_dev_restore() 7.1',
    examples: ['[  120.100000] vfio-pci 0000:3b:00.0: reset done'],
  }),
  sign({
    kind: 'reset-waiting',
    needle: 'Link Active not ',
    pattern: /^(?:DPC: |pciehp: )?Data Link Layer Link Active not (set|cleared) in (\d{1,9}) msec$/,
    read: (match) => ({ fields: { ms: Number(match[2]), method: `link ${match[1] === 'set' ? 'up' : 'down'}` } }),
    from: 'drivers/pci/pci.c 3.6..7.1: names the bridge',
    examples: ['[    9.429954] pcieport 0000:00:02.0: Data Link Layer Link Active not set in 1000 msec'],
  }),
];
