/**
 * Takes out of logs what tells whose machine it was: host names, MAC and IP addresses, UUIDs, serial numbers, world wide names. Each becomes
 * another of its shape, the same one wherever it stands and in every file under the same key; without the key none can be guessed back.
 */
import { createHmac } from 'node:crypto';
import { type AnyBlock, createReader, endOfSource, type Fact, readBlock } from '#core';

export interface Anonymise {
  readonly key: string;
  /** Names of hosts, as the forms of logs carry them. */
  readonly hosts: ReadonlySet<string>;
}

/** Hex digits that stand for a value, as many as are asked for, 64 at most. */
const digitsFor = (key: string, kind: string, value: string, count: number): string =>
  createHmac('sha256', key).update(`${kind}\n${value.toLowerCase()}`).digest('hex').slice(0, count);

const MAC = /\b[0-9a-fA-F]{2}(?::[0-9a-fA-F]{2}){5}\b(?!:)/g;
const UUID = /\b[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}\b/g;
/** Dotted numbers are versions too: only behind words that ask for an address. */
const IPV4 =
  /((?:\b(?:ip|addr|address|server|SRC|DST|from|to|host|nfsroot|gateway|remote|local|inet)[= :]{1,3}|@))(\d{1,3}(?:\.\d{1,3}){3})\b/g;
/** Behind words for it: a drive's, a board's, a stick's (drivers/usb/core/hub.c announce_device(), drivers/ata/libata-core.c). */
const SERIAL = /((?:\b[Ss]erial(?: ?[Nn]umber| no\.?)?|\bS\/N|\bSN|\bSerialNumber)[=:# ]{1,3})([A-Za-z0-9_-]{4,40})\b/g;
/** A world wide name keeps its first digits: they are the maker's (NAA 5 and 6, T10 SPC). */
const WWN = /\b(0x)?([56][0-9a-f]{6})([0-9a-f]{9}(?:[0-9a-f]{16})?)\b/g;
const HOSTNAME = /(\b(?:[Ss]et hostname to|[Hh]ostname set to|hostname[=:]) ?<?)([A-Za-z0-9][A-Za-z0-9.-]{0,62})/g;

/** Broadcast, none, and the loopback name nobody. */
const NOBODY = /^(?:(?:ff:){5}ff|(?:00:){5}00|127\.\d+\.\d+\.\d+|0\.0\.0\.0|255\.255\.255\.\d+|localhost|\(none\))$/i;

/** Locally administered and unicast (IEEE 802 §8.2): no vendor's. */
const macFor = (key: string, mac: string): string =>
  NOBODY.test(mac) ? mac : `02:${digitsFor(key, 'mac', mac, 10).match(/../g)!.join(':')}`;
const uuidFor = (key: string, uuid: string): string =>
  digitsFor(key, 'uuid', uuid, 32).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
/** Of 198.18.0.0/15, which is nobody's (RFC 2544). */
const ipFor = (key: string, ip: string): string => {
  if (NOBODY.test(ip) || ip.split('.').some((part) => Number(part) > 255)) return ip;
  const [a = 0, b = 0, c = 0] = digitsFor(key, 'ip', ip, 6)
    .match(/../g)!
    .map((pair) => Number.parseInt(pair, 16));
  return `198.${18 + (a & 1)}.${b}.${c}`;
};
const serialFor = (key: string, serial: string): string =>
  digitsFor(key, 'serial', serial, Math.min(64, serial.length)).toUpperCase();
export const hostFor = (key: string, host: string): string =>
  NOBODY.test(host) ? host : `host-${digitsFor(key, 'host', host, 8)}`;

const escaped = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');

/** One pattern for all known hosts, or null; a name stands alone, and a longer one is tried before its beginning. */
const hostPattern = (hosts: ReadonlySet<string>): RegExp | null => {
  const names = [...hosts].filter((host) => !NOBODY.test(host)).sort((left, right) => right.length - left.length);
  return names.length === 0 ? null : new RegExp(`(?<![\\w.-])(?:${names.map(escaped).join('|')})(?![\\w-])`, 'g');
};

export function anonymiser({ key, hosts }: Anonymise): (text: string) => string {
  const known = hostPattern(hosts);
  return (text) => {
    const named = known === null ? text : text.replace(known, (host) => hostFor(key, host));
    return named
      .replace(
        HOSTNAME,
        (_, words: string, host: string) => words + (host.startsWith('host-') ? host : hostFor(key, host)),
      )
      .replace(UUID, (uuid) => uuidFor(key, uuid))
      .replace(MAC, (mac) => macFor(key, mac))
      .replace(IPV4, (_, words: string, ip: string) => words + ipFor(key, ip))
      .replace(SERIAL, (_, words: string, serial: string) => words + serialFor(key, serial))
      .replace(
        WWN,
        (_, sign: string | undefined, maker: string, rest: string) =>
          (sign ?? '') + maker + digitsFor(key, 'wwn', maker + rest, rest.length),
      );
  };
}

const HOSTNAMES = /\b(?:[Ss]et hostname to|[Hh]ostname set to|hostname[=:]) ?<?([A-Za-z0-9][A-Za-z0-9.-]{0,62})/g;

/** Hosts that a log names: by its form, and where user space says what it called the machine. */
export function hostsIn(block: AnyBlock & { readonly text: string }): Set<string> {
  const reader = createReader(block.source);
  const facts: Fact[] = [...readBlock(reader, block), ...endOfSource(reader)];
  const named = [...block.text.matchAll(HOSTNAMES)].map(([, host]) => host ?? '');
  return new Set([...facts.flatMap(({ host }) => host ?? []), ...named.filter((host) => host !== '')]);
}
