/** Formats as kernel sources have them, and what they print. */
import { isPrintedBy, printk } from './printk';

const printed = (format: string, text: string) => isPrintedBy(printk(format), text);

test.each([
  ['QI HEAD: %s qw0 = 0x%llx, qw1 = 0x%llx\\n', 'QI HEAD: Context-cache Invalidation qw0 = 0x1, qw1 = 0x0'],
  ['%04x:%02x:%02x.%d', '0000:3b:00.1'],
  ['BAR %d: %pR', 'BAR 0: [mem 0xfe000000-0xfe00ffff 64bit pref]'],
  ['PCI INT %c -> GSI %u (%s, %s) -> IRQ %d', 'PCI INT A -> GSI 16 (level, low) -> IRQ 16'],
  ['   [%2d] %-22s%s', '   [14] CmpltTO                (First)'],
  ['scratch scale is %d%%', 'scratch scale is 200%'],
  ['%s: probe of %s failed with error %d', 'e1000e: probe of 0000:01:00.0 failed with error -22'],
  ['%s at %d', 'it was at home at 7'],
  ['class_code: %02x%02x%02x', 'class_code: 060400'],
  ['\\t0x%016llx', '\t0x00000000fdf80010'],
  ['has failed %d times in the\\nlast hour', 'has failed 6 times in the\nlast hour'],
])('%j prints %j', (format, text) => {
  expect(printed(format, text)).toBe(true);
});

test.each([
  ['BAR %d: %pR', 'BAR x: [mem 0xfe000000]'],
  ['enabled with IRQ %d', 'enabled with IRQ 25 and more'],
  ['enabled with IRQ %d', 'not enabled with IRQ 25'],
  ['%s at %d', 'it was at home'],
  ['Restarting system', 'Restarting system.'],
])('%j does not print %j', (format, text) => {
  expect(printed(format, text)).toBe(false);
});

test('the weight is the text that a match is sure of', () => {
  expect(printk('%s%s').weight).toBe(0);
  expect(printk('BAR %d: %pR').weight).toBe('BAR'.length + ':'.length);
});
