/** Marker records: what a host writes into its kernel log before the jump, to say which teardown policy it follows (docs/marker.md). */
import { POLICY_STEPS, type PolicyStep } from '../report';
import type { Row } from './row';

export const MARKER_VERSION = 1;
export const MARKER_KINDS = ['kexec', 'kdump', 'liveupdate'] as const;
export type MarkerKind = (typeof MARKER_KINDS)[number];
/** A record written to /dev/kmsg must be shorter than LOG_LINE_MAX with the tag (kernel/printk/printk.c devkmsg_write()). */
const RECORD_LENGTH_MAX = 900;
const PARTS_MAX = 999;

export interface Marker {
  readonly policy: string;
  readonly kind: MarkerKind;
  /** A declaration too long for one record comes in several; each repeats the host's policy. */
  readonly part: number;
  readonly parts: number;
  /** `dddd:bb:dd.f=label`, in the order in which they were declared. */
  readonly devices: readonly string[];
}

const DEVICE = /^([0-9a-f]{4,8}:[0-9a-f]{2}:[01][0-9a-f]\.[0-7])=([a-z+-]{1,120})$/;
const PART = /^([1-9]\d{0,2})\/([1-9]\d{0,2})$/;

const isStep = (word: string): word is PolicyStep => (POLICY_STEPS as readonly string[]).includes(word);

/** Is it a canonical label: known steps, none twice, `none` before no teardown step? */
export function isPolicyLabel(label: string): boolean {
  const steps = label.split('+');
  const idle = steps[0] === 'none';
  return (
    steps.every(isStep) &&
    new Set(steps).size === steps.length &&
    (idle ? steps.slice(1).every((step) => step === 'iommu-inherit') : !steps.includes('none'))
  );
}

export function isDevicePolicy(text: string): boolean {
  return isPolicyLabel(DEVICE.exec(text)?.[2] ?? '');
}

/** The named fields of a record; null where a name comes twice, which only `device` may. */
function fieldsOf(words: readonly string[]): { readonly named: Map<string, string>; devices: string[] } | null {
  const named = new Map<string, string>();
  const devices: string[] = [];
  for (const word of words) {
    const at = word.indexOf('=');
    const name = word.slice(0, at);
    if (at < 1 || named.has(name)) return null;
    if (name === 'device') devices.push(word.slice(at + 1));
    else named.set(name, word.slice(at + 1));
  }
  return { named, devices };
}

/** The marker that a record's text says, or why it is none. Nothing is guessed: a record that is not wholly right declares nothing. */
export function parseMarker(text: string): Marker | { readonly problem: string } {
  const words = text.split(' ');
  if (words[0] !== 'handoff' || words[1] !== `v=${MARKER_VERSION}`) return { problem: 'another version' };
  const fields = fieldsOf(words.slice(2));
  if (fields === null) return { problem: 'malformed' };
  const { named, devices } = fields;
  const { policy = '', kind = 'kexec', part = '1/1', ...unknown } = Object.fromEntries(named);
  const [, number = '0', parts = '0'] = PART.exec(part) ?? [];
  const bdfs = devices.map((device) => device.slice(0, device.indexOf('=')));
  const right =
    Object.keys(unknown).length === 0 &&
    isPolicyLabel(policy) &&
    (MARKER_KINDS as readonly string[]).includes(kind) &&
    Number(parts) > 0 &&
    Number(number) <= Number(parts) &&
    devices.every(isDevicePolicy) &&
    new Set(bdfs).size === bdfs.length;
  if (!right) return { problem: 'malformed' };
  return { policy, kind: kind as MarkerKind, part: Number(number), parts: Number(parts), devices };
}

/** The records that declare a policy, ready for /dev/kmsg; several where the devices do not fit one. */
export function markerRecords(marker: Omit<Marker, 'part' | 'parts'>): readonly string[] {
  const head = `quiesce: handoff v=${MARKER_VERSION} policy=${marker.policy} kind=${marker.kind}`;
  const room = RECORD_LENGTH_MAX - head.length - ` part=${PARTS_MAX}/${PARTS_MAX}`.length;
  const groups: string[] = [''];
  for (const device of marker.devices) {
    const word = ` device=${device}`;
    const last = groups.length - 1;
    if ((groups[last] as string).length + word.length > room) groups.push(word);
    else groups[last] += word;
  }
  return groups.map((devices, index) => `${head} part=${index + 1}/${groups.length}${devices}`);
}

/**
 * systemd-journald takes the tag off (src/journal/journald-kmsg.c). User space writes it, hence it is evidence of what was declared and of
 * nothing else.
 */
export const MARKER: readonly Row[] = [
  {
    family: 'boundary',
    kind: 'policy-declared',
    fault: false,
    on: 'message',
    needle: 'handoff v=',
    userspace: true,
    pattern: /^(?:quiesce(?:\[\d{1,10}\])?: )?(handoff v=.*)$/,
    read: (match) => {
      const marker = parseMarker(match[1] ?? '');
      if ('problem' in marker) {
        const fields = { policy: null, kind: null, part: null, parts: null, devices: [] };
        return { bdf: null, fields, corrupted: marker.problem };
      }
      return { bdf: null, fields: { ...marker } };
    },
    from: 'quiesce mark, or a host’s own script: docs/marker.md',
    examples: [
      '[ 5321.900000] quiesce: handoff v=1 policy=remove+hot-reset kind=kexec part=1/1 device=0000:3b:00.0=flr',
      '12,900,5321900000,-;handoff v=1 policy=shutdown+bus-master-off',
    ],
  },
];
