import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pino from 'pino';
import { from } from 'rxjs';
import { analyze, type DeviceHandoff, type Handoff, type Output, reportOf } from '#core';
import type { Event, EventLog, RecordedEvent, Stream } from '#event-log';
import { EmbeddedEventLog } from '#event-log/embedded';
import { newEvent } from '#schemas';
import type { Role } from '../role';
import { sightsOf } from './novelty';
import { createWatcher } from './watcher';

const LOG = join(__dirname, '../../../../corpus/vtd-leak-crash-xhci-storage.log');
/** A real handoff with one leaking device. */
const leak = (() => {
  const outputs: Output[] = [];
  const lines = {
    type: 'lines',
    host: 'web-17',
    source: 'console',
    firstLine: 1,
    text: readFileSync(LOG, 'utf8'),
  } as const;
  analyze(from([lines, { type: 'end', host: 'web-17', source: 'console' } as const])).subscribe((output) =>
    outputs.push(output),
  );
  return reportOf(outputs).handoffs[0]!;
})();
/** The same with other parts, and the name that they make. */
const failing = (change: Readonly<Record<string, string>>): Handoff => ({
  ...leak,
  devices: leak.devices.map((device) => {
    const { signature } = device;
    if (signature === null) return device;
    const parts = { ...signature.parts, ...change };
    const name = createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 16);
    const id = Object.keys(change).length === 0 ? signature.id : `s2-${name}`;
    return { ...device, signature: { ...signature, parts, id, ids: [{ version: 2, id }] } };
  }),
});
const leaking = (change: (device: DeviceHandoff) => DeviceHandoff, handoff: Partial<Handoff> = {}): Handoff => ({
  ...leak,
  ...handoff,
  devices: leak.devices.filter(({ signature }) => signature !== null).map(change),
});

describe('sights', () => {
  test('a device with a signature is one', () => {
    const [sight, ...others] = sightsOf(leak);
    expect(sight).toMatchObject({ scope: 'fleet', host: 'web-17', handoff: leak.id, verdict: 'dma-leak' });
    expect(others).toEqual([]);
  });
  test('not before the driver is known, unless nothing more will be said', () => {
    const unknown = (device: DeviceHandoff) => ({ ...device, driverBefore: null, driverAfter: null });
    expect(sightsOf(leaking(unknown, { complete: false }))).toEqual([]);
    expect(sightsOf(leaking(unknown, { complete: true }))).toHaveLength(1);
  });
  test('not from evidence that is only possible', () => {
    const possible = (device: DeviceHandoff) => ({
      ...device,
      findings: device.findings.map((finding) => ({ ...finding, confidence: 'possible' as const })),
    });
    expect(sightsOf(leaking(possible))).toEqual([]);
  });
});

describe('quality and versions', () => {
  test('damaged evidence confirms a signature, and creates none', () => {
    const damaged = (device: DeviceHandoff) => ({
      ...device,
      signature: device.signature && { ...device.signature, corrupted: 'truncated' },
    });
    expect(sightsOf(leaking(damaged))).toEqual([]);
  });
  test('a failure that the fleet knows under an older version keeps that name', () => {
    const [old, young] = leak.devices.flatMap(({ signature }) => signature?.ids ?? []).map(({ id }) => id);
    expect(sightsOf(leak, (id) => id === old)[0]?.signature).toBe(old);
    expect(sightsOf(leak)[0]?.signature).toBe(young);
    expect(old).not.toBe(young);
  });
});

describe('watcher', () => {
  let folder: string;
  let log: EventLog;
  const roles: Role[] = [];
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'quiesce-watcher-'));
    log = await EmbeddedEventLog.open({ dir: folder, retryPauseMs: 5 });
  });
  afterEach(async () => {
    await Promise.all(roles.splice(0).map((role) => role.stop()));
    await log.close();
    await rm(folder, { recursive: true });
  });
  const watcher = async (epoch = '1', on: EventLog = log) => {
    const role = createWatcher({ log: on, logger: pino({ level: 'silent' }), epoch });
    roles.push(role);
    await role.start();
    return role;
  };
  const judged = (host: string, version: number, handoff: Handoff = leak) =>
    log.append('handoffs', [
      newEvent({
        id: `${host}-${version}`,
        type: 'io.quiesce.handoff-judged.v1',
        source: '/correlator',
        time: `2026-01-01T00:00:0${version}.000Z`,
        key: host,
        data: { host, version, handoff: { ...handoff, host, id: `h-${host}` }, boots: [] },
      }),
    ]);
  const raised = async () =>
    (await all('alerts')).map(({ data }) => data as { scope?: string; severity?: string; title: string; host: string });
  const all = async (stream: Stream) => {
    const events: RecordedEvent[] = [];
    for await (const event of log.scan(stream)) events.push(event);
    return events;
  };
  const through = async () => {
    for (const end = Date.now() + 5_000; Date.now() < end; ) {
      const reads = [
        ...(await log.progress('watcher', 'handoffs')),
        ...(await log.progress('watcher-raise', 'signatures')),
      ];
      if (reads.every(({ end: last, committed }) => last === committed)) return;
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    throw new Error('the watcher does not come through');
  };

  test('one alert a signature, however many hosts and versions show it', async () => {
    await judged('web-17', 1);
    await judged('web-18', 2);
    await watcher();
    await judged('web-17', 3);
    await through();
    const alerts = await all('alerts');
    expect(alerts.map(({ data }) => (data as { host: string }).host)).toEqual(['web-17']);
  });

  test('none again after a restart, nor when everything is read again', async () => {
    await judged('web-17', 1);
    const first = await watcher();
    await through();
    await first.stop();
    await log.rewind('watcher', ['handoffs']);
    await log.rewind('watcher-raise', ['signatures']);
    await judged('web-18', 2);
    await watcher();
    await through();
    expect(await all('alerts')).toHaveLength(1);
  });

  test('an alert that the log refuses is raised when it takes it again', async () => {
    await judged('web-1', 1);
    const append = log.append.bind(log);
    let refused = 0;
    log.append = async (stream, ...rest) => {
      if (stream === 'alerts' && refused++ === 0) throw new Error('the log is away');
      return append(stream, ...rest);
    };
    await watcher();
    await through();
    expect(refused).toBeGreaterThan(1);
    expect(await all('alerts')).toHaveLength(1);
  });
  test('a second sight that another watcher told at the same time raises nothing', async () => {
    await judged('web-17', 1);
    await watcher();
    await through();
    const [sight] = await all('signatures');
    const { id, type, source, time, key, data } = sight!;
    await log.append('signatures', [
      { id: `${id}-2`, type, source, time, key, data: { ...(data as object), host: 'web-18' } },
    ]);
    await through();
    expect(await all('alerts')).toHaveLength(1);
  });

  describe('§6 scopes of new', () => {
    test('one alert each, in the widest scope that had not seen it, with what it asks of people', async () => {
      await judged('web-1', 1);
      await judged('web-2', 2, failing({ driver: 'igb' }));
      await judged('web-3', 3, failing({ policy: 'remove' }));
      await judged('web-4', 4, failing({ driver: 'igb', policy: 'remove' }));
      await judged('web-5', 5, failing({ driver: 'igb', reason: 'context' }));
      await judged('web-6', 6);
      await watcher();
      await through();
      expect((await raised()).map(({ host, scope, severity }) => [host, scope, severity])).toEqual([
        ['web-1', 'fleet', 'page'],
        ['web-2', 'driver', 'warn'],
        ['web-3', 'policy', 'warn'],
        ['web-4', 'policy', 'warn'],
        ['web-5', 'fleet', 'page'],
      ]);
      expect((await raised()).map(({ title }) => title.split(':')[0])).toEqual([
        'New in this fleet',
        'New for this driver',
        'New under this policy',
        'New under this policy',
        'New in this fleet',
      ]);
    });

    test.each([[[]], [['watcher-raise']]])(
      'what was raised before a restart is known after it, read again: %j',
      async (groups) => {
        await judged('web-1', 1);
        const first = await watcher();
        await through();
        await first.stop();
        for (const group of groups) await log.rewind(group, ['signatures']);
        await judged('web-2', 2, failing({ driver: 'igb' }));
        await watcher();
        await through();
        expect((await raised()).map(({ scope }) => scope)).toEqual(['fleet', 'driver']);
      },
    );

    test('a sight that nobody raised yet makes nothing known', async () => {
      await judged('web-1', 1);
      await judged('web-2', 2, failing({ driver: 'igb' }));
      const first = await watcher();
      await through();
      await first.stop();
      // As after a crash between the two steps: both sights are told, no alert is raised in the new epoch.
      await log.rewind('watcher-raise', ['signatures']);
      await watcher('2');
      await through();
      expect((await raised()).map(({ scope }) => scope)).toEqual(['fleet', 'driver', 'fleet', 'driver']);
    });

    test('all sights of one failure mode go to its partition, whatever their keys are', async () => {
      const told: { keys: readonly string[]; partition: number | undefined }[] = [];
      const spread = new Proxy(log, {
        get: (target, name) => {
          if (name === 'partitionOf') return async (_: Stream, key: string) => Number.parseInt(key.slice(-6), 16);
          if (name !== 'append') return Reflect.get(target, name).bind?.(target) ?? Reflect.get(target, name);
          return async (stream: Stream, events: readonly Event[], partition?: number) => {
            if (stream === 'signatures') told.push({ keys: events.map(({ key }) => key), partition });
            await target.append(stream, events);
          };
        },
      });
      await judged('web-1', 1);
      await judged('web-2', 2, failing({ driver: 'igb' }));
      await judged('web-3', 3, failing({ policy: 'remove' }));
      await judged('web-4', 4, failing({ reason: 'context' }));
      await watcher('1', spread);
      await through();
      const partitions = told.map(({ partition }) => partition);
      expect(new Set(told.flatMap(({ keys }) => keys)).size).toBe(4);
      expect(partitions[0]).toBeDefined();
      expect(partitions).toEqual([partitions[0], partitions[0], partitions[0], expect.any(Number)]);
      expect(partitions[3]).not.toBe(partitions[0]);
    });

    test('two names of one failure are not new twice', async () => {
      const renamed = failing({});
      const devices = renamed.devices.map((device) => ({
        ...device,
        signature: device.signature && { ...device.signature, id: 's3-00000000000000aa', ids: [] },
      }));
      await judged('web-1', 1);
      await judged('web-2', 2, { ...renamed, devices });
      await watcher();
      await through();
      expect(await all('signatures')).toHaveLength(2);
      expect(await raised()).toHaveLength(1);
    });

    test('what an older release told without parts is told again when it is next seen, as it was: known, and raised no more', async () => {
      const [sight] = sightsOf({ ...leak, host: 'web-1', id: 'h-old' });
      const { parts: _, ...older } = sight!;
      await log.append('signatures', [
        newEvent({
          id: 'sight-of-old',
          type: 'io.quiesce.signature-seen.v1',
          source: '/watcher',
          time: '2025-01-01T00:00:00.000Z',
          key: older.signature,
          data: older,
        }),
      ]);
      await watcher();
      await through();
      expect((await raised()).map(({ scope }) => scope)).toEqual(['fleet']);
      await judged('web-2', 1);
      await judged('web-3', 2, failing({ driver: 'igb' }));
      await through();
      expect((await raised()).map(({ host, scope }) => [host, scope])).toEqual([
        ['web-1', 'fleet'],
        ['web-3', 'driver'],
      ]);
      const [first, ...more] = await all('signatures');
      expect(more).toHaveLength(1);
      expect([first, ...more].map((event) => event?.time)).toContain('2025-01-01T00:00:00.000Z');
      expect((await all('signatures')).map(({ data }) => data)).toContainEqual(sight);
    });
  });

  test('a new epoch makes a signature new again', async () => {
    await judged('web-17', 1);
    const first = await watcher();
    await through();
    await first.stop();
    await log.rewind('watcher-raise', ['signatures']);
    await watcher('2');
    await through();
    expect(await all('alerts')).toHaveLength(2);
  });
});
