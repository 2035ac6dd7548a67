/** Numbers as kernels print them, in one canonical form. */

const ZERO = 0x30;
/** Characters of an address without its segment. */
const SHORT = 7;

/** Lower-case hex without `0x` and without leading zeros: PHBs and PEs. */
export function bareHex(digits: string): string {
  const lower = digits.toLowerCase();
  let from = lower.startsWith('0x') ? 2 : 0;
  while (lower.charCodeAt(from) === ZERO && from < lower.length - 1) from += 1;
  return lower.slice(from);
}

/** `0x` and lower-case hex without leading zeros: addresses and ids. Null stays null. */
export function hex(digits: string | undefined): string | null {
  return digits === undefined || digits === '' ? null : `0x${bareHex(digits)}`;
}

/** A 16-bit requester id (bus << 8 | devfn) as the address of a function in `segment`. */
export function bdfOfId(id: number, segment = '0000'): string {
  const two = (value: number): string => value.toString(16).padStart(2, '0');
  return `${segment}:${two((id >> 8) & 0xff)}:${two((id >> 3) & 0x1f)}.${id & 7}`;
}

/** `dddd:bb:dd.f` of an address that may lack its segment or have a colon before the function. */
export function bdfOf(address: string, segment = '0000'): string {
  const lower = address.toLowerCase();
  const dotted = lower.charAt(lower.length - 2) === ':' ? lower.replace(/:([0-7])$/, '.$1') : lower;
  return dotted.length === SHORT && /^[0-9a-f]{2}:[0-9a-f]{2}\.[0-7]$/.test(dotted) ? `${segment}:${dotted}` : dotted;
}
