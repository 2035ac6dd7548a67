/** Wall-clock time in the viewer's zone, UTC on hover. */

const LOCAL = new Intl.DateTimeFormat(undefined, {
  day: '2-digit',
  month: 'short',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
});
const RELATIVE = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });
const STEPS: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
];

/** "3 minutes ago"; below a minute seconds are not counted. */
export function agoText(iso: string, now: number): string {
  const seconds = (Date.parse(iso) - now) / 1000;
  const step = STEPS.find(([, size]) => Math.abs(seconds) >= size);
  return step ? RELATIVE.format(Math.round(seconds / step[1]), step[0]) : 'just now';
}

export const utcText = (iso: string): string => `${iso.replace('T', ' ').replace(/(\.\d+)?Z$/, '')} UTC`;

export function When({ at, ago = false }: { readonly at: string; readonly ago?: boolean }) {
  return (
    <time dateTime={at} title={utcText(at)} className="when">
      {ago ? agoText(at, Date.now()) : LOCAL.format(new Date(at))}
    </time>
  );
}
