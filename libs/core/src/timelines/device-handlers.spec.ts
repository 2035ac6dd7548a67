/** What facts say of one device, fold by fold. */
import type { Fact, FactKind } from '../facts/fact';
import { NIC } from '../testing/log';
import { at, bootOf, bootWith, deviceWith, factWith } from '../testing/state';
import { advanceBoot } from './advance';
import type { BootState, DeviceState } from './boot';
import { PLACES_MAX } from './handler';

const PORT = '0000:00:1c.0';
const DISK = '0000:02:00.0';
const folded = (facts: readonly Fact[], from: BootState = bootWith()): BootState => facts.reduce(advanceBoot, from);
const said = (kind: FactKind, time: number, fields: Fact['fields'] = {}, bdf: string | null = NIC): Fact =>
  factWith({ kind, bdf, time, line: Math.round(time * 10), fields });
const moment = (time: number) => at(time, Math.round(time * 10));
const nic = (...facts: readonly Fact[]): DeviceState => folded(facts).devices[NIC] as DeviceState;
const speaks = (time: number, driver: string) => said('driver-spoke', time, { driver });
const claims = (time: number, driver?: string) => said('driver-claimed', time, driver === undefined ? {} : { driver });

describe('§2 enumerated, spoken for, claimed', () => {
  test('the first of each counts', () => {
    const lines = [
      said('device-enumerated', 0.9),
      said('device-enumerated', 1),
      speaks(2, 'e1000e'),
      speaks(2.1, 'e1000e'),
    ];
    expect(nic(...lines, claims(3), claims(4))).toMatchObject({
      driver: 'e1000e',
      drivers: ['e1000e'],
      enumerated: moment(0.9),
      spoke: moment(2),
      claimed: moment(3),
      owned: moment(3),
    });
  });
  test('what an enumeration tells stays until another tells otherwise', () => {
    const first = said('device-enumerated', 1, {
      vendorDevice: '8086:10d3',
      class: '020000',
      deviceKind: 'PCIe Endpoint',
    });
    const known = { vendorDevice: '8086:10d3', pciClass: '020000', deviceKind: 'PCIe Endpoint' };
    expect(nic(first)).toMatchObject(known);
    expect(nic(first, said('device-enumerated', 2))).toMatchObject(known);
    expect(nic(first, said('device-enumerated', 2, { vendorDevice: '8086:10d4' })).vendorDevice).toBe('8086:10d4');
  });
  test('a claim without a word before it: the driver spoke there', () => {
    expect(nic(claims(3, 'nvme'))).toMatchObject({ driver: 'nvme', drivers: ['nvme'], spoke: moment(3) });
    expect(nic(claims(3))).toMatchObject({ driver: null, drivers: [], claimed: moment(3) });
  });
  test('another driver begins anew; whose the device was first stays', () => {
    expect(nic(speaks(2, 'e1000e'), claims(3), speaks(9, 'vfio-pci'))).toMatchObject({
      driver: 'vfio-pci',
      drivers: ['e1000e', 'vfio-pci'],
      spoke: moment(9),
      claimed: null,
      owned: moment(3),
    });
    expect(nic(speaks(2, 'a'), speaks(3, 'b'), speaks(4, 'a')).drivers).toEqual(['a', 'b']);
  });
  test('the same driver after an unbind begins anew, too', () => {
    const rebound = nic(speaks(2, 'e1000e'), claims(3), said('driver-unbound', 8), speaks(9, 'e1000e'));
    expect(rebound).toMatchObject({ spoke: moment(9), claimed: null, unbound: null });
  });
  test('a word of no driver changes nothing', () => {
    expect(nic(said('driver-spoke', 2))).toMatchObject({ driver: null, spoke: null });
  });
});

describe('§4 a probe that fails', () => {
  test('how it was said first, where it was said, whose it was', () => {
    const failed = said('probe-failed', 3, { driver: 'nvme', how: 'probe failed with error -12' });
    const again = said('device-failed', 4, { how: 'Removing after probe failure' });
    expect(nic(failed, again)).toMatchObject({
      driver: 'nvme',
      failed: { how: 'probe failed with error -12', at: moment(3), places: [moment(3), moment(4)] },
    });
    expect(nic(said('device-failed', 3)).failed?.how).toBe('its driver gave up on it');
    expect(nic(speaks(2, 'nvme'), again).driver).toBe('nvme');
    expect(
      nic(...Array.from({ length: 12 }, (_, index) => said('probe-failed', index + 1))).failed?.places,
    ).toHaveLength(8);
  });
  test('is over when a driver takes it after all', () => {
    expect(nic(said('probe-failed', 3), claims(5, 'nvme')).failed).toBeNull();
    expect(nic(speaks(2, 'a'), said('probe-failed', 3), speaks(5, 'b')).failed).toBeNull();
    expect(nic(speaks(2, 'a'), said('probe-failed', 3), speaks(5, 'a')).failed).not.toBeNull();
  });
  test('what never befell it is left out, not null', () => {
    expect(Object.keys(nic(speaks(2, 'a'), claims(3), speaks(4, 'b')))).not.toContain('failed');
  });
});

describe('§2 gone and back', () => {
  test.each(['device-removed', 'group-removed'] as const)(
    '%s; a claim, an enumeration or a group brings it back',
    (kind) => {
      expect(nic(said(kind, 5)).removed).toEqual(moment(5));
      for (const back of [claims(6, 'nvme'), said('device-enumerated', 6), said('group-added', 6, { group: 5 })])
        expect(nic(said(kind, 5), back).removed).toBeNull();
    },
  );
  test('its group is the last that was told', () => {
    expect(nic(said('group-added', 1, { group: 5 }), said('group-added', 2)).group).toBe(5);
    expect(nic(said('group-added', 1, { group: 5 }), said('group-added', 2, { group: 6 })).group).toBe(6);
  });
  test('an unbind takes the claim', () => {
    expect(nic(claims(3, 'nvme'), said('driver-unbound', 8))).toMatchObject({ claimed: null, unbound: moment(8) });
  });
});

describe('§3 shutdown callbacks, one device after another (drivers/base/core.c device_shutdown())', () => {
  const shutdown = (time: number, bdf: string, driver = 'nvme') => said('device-shutdown', time, { driver }, bdf);
  test('each ends where the next one’s begins, the last at the jump', () => {
    const { devices, marks } = folded([shutdown(10, NIC), shutdown(12, DISK), said('kexec-started', 13, {}, null)]);
    expect(devices[NIC]).toMatchObject({ shutdown: moment(10), shutdownUntil: 12 });
    expect(devices[DISK]).toMatchObject({ shutdown: moment(12), shutdownUntil: 13 });
    expect(marks.shutdown).toEqual(moment(10));
  });
  test('another line of the same one does not end it', () => {
    expect(folded([shutdown(10, NIC), shutdown(11, NIC)]).devices[NIC]).toMatchObject({ shutdown: moment(10) });
    expect(folded([shutdown(10, NIC), shutdown(11, NIC)]).devices[NIC]?.shutdownUntil).toBeUndefined();
  });
  test('an end that was told stays', () => {
    const { devices } = folded([shutdown(10, NIC), shutdown(12, DISK), shutdown(14, PORT)]);
    expect(devices[NIC]?.shutdownUntil).toBe(12);
  });
  test('under the bus’s own name no driver was bound: one that had a driver was unbound before', () => {
    const bare = (time: number) => shutdown(time, NIC, 'pci');
    expect(nic(claims(3, 'nvme'), bare(10))).toMatchObject({ unbound: moment(10) });
    expect(nic(claims(3, 'nvme'), bare(10)).shutdown).toBeUndefined();
    expect(nic(bare(10)).unbound).toBeNull();
    expect(nic(claims(3, 'nvme'), said('driver-unbound', 8), bare(10)).unbound).toEqual(moment(8));
  });
  test('one that failed says how', () => {
    expect(nic(said('shutdown-failed', 10, { how: 'timed out' })).shutdownFailed).toEqual({
      how: 'timed out',
      at: moment(10),
    });
    expect(nic(said('shutdown-failed', 10)).shutdownFailed?.how).toBe('its shutdown failed');
  });
});

describe('§3 resets', () => {
  const boot = bootOf(
    [PORT, NIC, '0000:01:00.1', DISK].map((bdf) =>
      deviceWith({ bdf, enumerated: at(0.9), pciClass: bdf === PORT ? '060400' : '020000' }),
    ),
    { bridges: { [PORT]: { secondary: 1, subordinate: 1 } } },
  );
  const reset = (fields: Fact['fields'], bdf: string | null = NIC, from = boot) =>
    Object.values(folded([said('device-reset', 5, fields, bdf)], from).devices).flatMap((device) =>
      device.resets.map(({ method, ok }) => [device.bdf, method, ok]),
    );
  test('a function-level reset is of the function', () => {
    expect(reset({ method: 'flr' })).toEqual([[NIC, 'flr', true]]);
    expect(reset({ method: 'pm', ok: false })).toEqual([[NIC, 'pm', false]]);
    expect(reset({})).toEqual([[NIC, 'unknown', true]]);
    expect(reset({ method: 'hot' }, null)).toEqual([]);
  });
  test.each(['bus', 'hot', 'link'])('a %s reset is of all that share its bus', (method) => {
    expect(reset({ method })).toEqual([
      [NIC, method, true],
      ['0000:01:00.1', method, true],
    ]);
    expect(reset({ method }, '0000:01:00.7')).toHaveLength(3);
  });
  test('of a bridge it is of what is behind it', () => {
    expect(reset({ method: 'hot' }, PORT).map(([bdf]) => bdf)).toEqual([NIC, '0000:01:00.1']);
  });
  test('the last ones are kept; one that failed says how', () => {
    const many = Array.from({ length: 12 }, (_, index) => said('device-reset', index + 1, { method: 'flr' }));
    expect(nic(...many).resets.map(({ at: { time } }) => time)).toEqual([5, 6, 7, 8, 9, 10, 11, 12]);
    const failed = nic(...many, said('reset-failed', 13, { how: 'not ready' })).resets;
    expect(failed).toHaveLength(8);
    expect(failed.at(-1)).toEqual({ method: 'not ready', ok: false, at: moment(13) });
    expect(nic(said('reset-failed', 13)).resets).toEqual([{ method: 'reset', ok: false, at: moment(13) }]);
  });
});

describe('§4 what the outgoing kernel left', () => {
  test('the command register as it was found first (drivers/pci/setup-res.c)', () => {
    const enabled = (time: number, from?: string) => said('device-enabled', time, from === undefined ? {} : { from });
    expect(nic(enabled(2, '0006'))).toMatchObject({ commandBefore: 6, commandAt: moment(2) });
    expect(nic(enabled(2, '0006'), enabled(3, '0002'))).toMatchObject({ commandBefore: 6, commandAt: moment(2) });
    expect(nic(enabled(2, '0000'), enabled(3, '0006')).commandBefore).toBe(0);
    expect(nic(enabled(2)).commandBefore).toBeUndefined();
  });
  test('bus mastering when it was first turned on; off is not on', () => {
    const mastering = (time: number, on: boolean) => said('bus-mastering', time, { on });
    expect(nic(mastering(2, true), mastering(3, true)).masterOn).toEqual(moment(2));
    expect(nic(mastering(2, false)).masterOn).toBeUndefined();
  });
  test('a power state that it refused to leave; a probe that stalled', () => {
    const refused = (time: number, from: string) => said('power-refused', time, { from });
    expect(nic(refused(2, 'D3hot'), refused(3, 'D3cold'))).toMatchObject({
      powerRefused: moment(2),
      powerState: 'D3hot',
    });
    expect(nic(said('device-stalled', 4), said('device-stalled', 5)).stalled).toEqual(moment(4));
  });
  test('a driver that failed before it spoke speaks when it does', () => {
    const failed = said('probe-failed', 1, { driver: 'nvme', how: 'probe failed with error -5' });
    const { spoke, drivers } = nic(failed, said('driver-spoke', 2, { driver: 'nvme' }));
    expect({ spoke, drivers }).toEqual({ spoke: moment(2), drivers: ['nvme'] });
  });
  test('what else a function may send under, each range once, no more than a few', () => {
    const alias = (from: string | null, to: string | null) => said('dma-alias', 1, { from, to });
    const aliasesOf = (...facts: readonly Fact[]) => folded(facts).aliases;
    expect(aliasesOf(alias('00.1', '00.1'), alias('00.1', '00.1'), alias('00.0', '1f.7'))).toEqual({
      [NIC]: [
        { first: 1, last: 1 },
        { first: 0, last: 255 },
      ],
    });
    expect(aliasesOf(alias(null, '00.1'), alias('00.1', null))).toEqual({});
    const many = Array.from({ length: 2 * PLACES_MAX }, (_, slot) => alias(`${slot.toString(16)}.0`, '1f.7'));
    expect(aliasesOf(...many)[NIC]).toHaveLength(PLACES_MAX);
  });
  test('a bridge’s buses, where the line tells both', () => {
    const window = (fields: Fact['fields'], bdf: string | null = PORT) =>
      folded([said('bridge-window', 1, fields, bdf)]).bridges;
    expect(window({ secondary: 1, subordinate: 3 })).toEqual({ [PORT]: { secondary: 1, subordinate: 3 } });
    expect([
      window({ secondary: 1 }),
      window({ subordinate: 1 }),
      window({ secondary: 1, subordinate: 1 }, null),
    ]).toEqual([{}, {}, {}]);
  });
});
