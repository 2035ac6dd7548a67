/** Prefixes in the forms that people paste. */
import { frame } from './frame';

const framed = (raw: string) => frame(raw, { source: 'a.log', number: 1 });

test.each([
  ['dmesg -e, a new minute', '[Aug 4 09:48] xhci_hcd 0000:47:00.1: died', null],
  ['dmesg -e, within a minute', '[  +0.000012] xhci_hcd 0000:47:00.1: died', null],
  ['dmesg -d', '[   12.500000 <    0.000010>] xhci_hcd 0000:47:00.1: died', 12.5],
  ['dmesg --time-format iso', '2026-11-22T19:04:00,123456+00:00 xhci_hcd 0000:47:00.1: died', null],
  ['no-break spaces', '[\u00a0\u00a0 12.500000] xhci_hcd\u00a00000:47:00.1: died', 12.5],
  ['no-break spaces that were not valid UTF-8', '[\ufffd\ufffd\ufffd12.500000] xhci_hcd 0000:47:00.1: died', 12.5],
])('%s', (_, raw, time) => {
  expect(framed(raw)).toMatchObject({
    time,
    subject: { word: 'xhci_hcd', bdf: '0000:47:00.1' },
    body: 'died',
    facility: null,
  });
});
