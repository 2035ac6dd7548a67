/** What a fact says of one device: enumerated, bound, reset, shut down. */
import { behind, devfnOf } from './attribution';
import type { DeviceState } from './boot';
import {
  chain,
  type Handler,
  type Handlers,
  isFull,
  mark,
  momentOf,
  number,
  onDevice,
  PLACES_MAX,
  text,
} from './handler';

/** Drivers kept of a device; a second one already tells that it was handed on. */
const DRIVERS_MAX = 16;
const withDriver = ({ drivers }: DeviceState, driver: string): readonly string[] =>
  drivers.includes(driver) || drivers.length >= DRIVERS_MAX ? drivers : [...drivers, driver];

/** What befell the device no longer holds; it stays left out where it never did. */
function over(device: DeviceState, ...what: readonly ('failed' | 'unbound' | 'removed')[]): DeviceState {
  const happened = what.filter((name) => device[name]);
  return happened.length === 0 ? device : { ...device, ...Object.fromEntries(happened.map((name) => [name, null])) };
}

const driverSpoke = onDevice((device, fact) => {
  const driver = text(fact.fields.driver);
  if (driver === null) return device;
  const rebound = device.driver !== driver || device.unbound != null;
  const drivers = withDriver(device, driver);
  if (!rebound && device.spoke !== null && drivers === device.drivers) return device;
  return {
    ...(rebound ? over(device, 'failed', 'unbound') : device),
    driver,
    drivers,
    spoke: rebound ? momentOf(fact) : (device.spoke ?? momentOf(fact)),
    claimed: rebound ? null : device.claimed,
  };
});

const driverClaimed = onDevice((device, fact) => {
  const driver = text(fact.fields.driver) ?? device.driver;
  const at = momentOf(fact);
  const drivers = driver === null ? device.drivers : withDriver(device, driver);
  return {
    ...over(device, 'unbound', 'failed', 'removed'),
    driver,
    drivers,
    spoke: device.spoke ?? at,
    claimed: device.claimed ?? at,
    owned: device.owned ?? at,
  };
});

const deviceFailed = onDevice((device, fact) => {
  const at = momentOf(fact);
  const places = [...(device.failed?.places ?? []), at].slice(0, PLACES_MAX);
  const how = device.failed?.how ?? text(fact.fields.how) ?? 'its driver gave up on it';
  const driver = text(fact.fields.driver) ?? device.driver;
  return { ...device, driver, failed: { how, at: device.failed?.at ?? at, places } };
});

const deviceEnumerated = onDevice((device, fact) => ({
  ...over(device, 'removed'),
  vendorDevice: text(fact.fields.vendorDevice) ?? device.vendorDevice,
  pciClass: text(fact.fields.class) ?? device.pciClass,
  deviceKind: text(fact.fields.deviceKind) ?? device.deviceKind,
  enumerated: device.enumerated ?? momentOf(fact),
}));

const oneReset = onDevice((device, fact) => ({
  ...device,
  resets: [
    ...device.resets,
    { method: text(fact.fields.method) ?? 'unknown', ok: fact.fields.ok !== false, at: momentOf(fact) },
  ].slice(-PLACES_MAX),
}));

/** A secondary bus reset names one device and resets all that share its bus (drivers/pci/pci.c pci_bridge_secondary_bus_reset()). */
const deviceReset: Handler = (boot, fact) => {
  if (fact.bdf === null || !/bus|hot|link/i.test(text(fact.fields.method) ?? '')) {
    oneReset(boot, fact);
    return;
  }
  const below = behind(boot, fact.bdf);
  const bus = fact.bdf.slice(0, fact.bdf.lastIndexOf(':') + 1);
  const sharing = Object.keys(boot.devices).filter((bdf) => bdf.startsWith(bus));
  const reset = below.length > 0 ? below : [...new Set([fact.bdf, ...sharing])];
  for (const each of reset) oneReset(boot, { ...fact, bdf: each });
};

const busMastering = onDevice((device, fact) =>
  fact.fields.on === true ? { ...device, masterOn: device.masterOn ?? momentOf(fact) } : device,
);

const bridgeWindow: Handler = (boot, fact) => {
  const [secondary, subordinate] = [number(fact.fields.secondary), number(fact.fields.subordinate)];
  if (fact.bdf !== null && secondary !== null && subordinate !== null)
    boot.bridges = { ...boot.bridges, [fact.bdf]: { secondary, subordinate } };
};

const dmaAlias: Handler = (boot, { bdf, fields }) => {
  const [first, last] = [devfnOf(text(fields.from) ?? ''), devfnOf(text(fields.to) ?? '')];
  if (bdf === null || Number.isNaN(first) || Number.isNaN(last)) return;
  const known = boot.aliases[bdf] ?? [];
  const isKnown = known.some((range) => range.first === first && range.last === last);
  if (isKnown || known.length >= PLACES_MAX || (known.length === 0 && isFull(Object.keys(boot.aliases)))) return;
  boot.aliases = { ...boot.aliases, [bdf]: [...known, { first, last }] };
};

/** `enabling device (0006 -> 0002)`: the first value is what the previous owner left (drivers/pci/setup-res.c). */
const deviceEnabled = onDevice((device, fact) => {
  const from = Number.parseInt(text(fact.fields.from) ?? '', 16);
  return Number.isNaN(from) || device.commandBefore != null
    ? device
    : { ...device, commandBefore: from, commandAt: momentOf(fact) };
});

/**
 * device_shutdown() goes from one device to the next and names each before its callback (initcall_debug; drivers/base/core.c): under the bus's
 * name where no driver is bound.
 */
const shutdownEnded: Handler = (boot, fact) => {
  const running = Object.values(boot.devices).find(
    (device) => device.shutdown != null && device.shutdownUntil == null && device.bdf !== fact.bdf,
  );
  if (running) boot.devices[running.bdf] = { ...running, shutdownUntil: fact.time };
};

export const DEVICE_HANDLERS: Handlers = {
  'kexec-started': chain(mark('kexec-started'), shutdownEnded),
  'device-enumerated': deviceEnumerated,
  'driver-spoke': driverSpoke,
  'driver-claimed': driverClaimed,
  'device-enabled': deviceEnabled,
  'probe-failed': deviceFailed,
  'device-failed': deviceFailed,
  'device-stalled': onDevice((device, fact) => ({ ...device, stalled: device.stalled ?? momentOf(fact) })),
  'driver-unbound': onDevice((device, fact) => ({ ...device, unbound: momentOf(fact), claimed: null })),
  'device-removed': onDevice((device, fact) => ({ ...device, removed: momentOf(fact) })),
  'device-shutdown': chain(
    mark('shutdown'),
    shutdownEnded,
    onDevice((device, fact) =>
      fact.fields.driver === 'pci'
        ? { ...device, unbound: device.driver === null ? null : (device.unbound ?? momentOf(fact)) }
        : { ...device, shutdown: device.shutdown ?? momentOf(fact) },
    ),
  ),
  'shutdown-failed': onDevice((device, fact) => ({
    ...device,
    shutdownFailed: { how: text(fact.fields.how) ?? 'its shutdown failed', at: momentOf(fact) },
  })),
  'group-added': onDevice((device, fact) => ({
    ...over(device, 'removed'),
    group: number(fact.fields.group) ?? device.group,
  })),
  'group-removed': onDevice((device, fact) => ({ ...device, removed: momentOf(fact) })),
  'bridge-window': bridgeWindow,
  'dma-alias': dmaAlias,
  'bus-mastering': busMastering,
  'device-reset': deviceReset,
  'reset-failed': onDevice((device, fact) => ({
    ...device,
    resets: [...device.resets, { method: text(fact.fields.how) ?? 'reset', ok: false, at: momentOf(fact) }].slice(
      -PLACES_MAX,
    ),
  })),
  'power-refused': onDevice((device, fact) => ({
    ...device,
    powerRefused: device.powerRefused ?? momentOf(fact),
    powerState: device.powerState ?? text(fact.fields.from),
  })),
};
