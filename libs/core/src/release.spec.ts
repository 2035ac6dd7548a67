import { isEarlier } from './release';

test.each<[release: string, than: readonly string[], earlier: boolean]>([
  ['6.6.99', ['6.12.9'], true],
  ['6.12.8', ['6.12.9'], true],
  ['6.12.9', ['6.12.9'], false],
  ['6.12.10', ['6.12.9'], false],
  ['6.13.0', ['6.12.9'], false],
  ['6.6.30', ['6.12.9', '6.6.30'], false],
  ['6.6.29', ['6.12.9', '6.6.30'], true],
  ['6.12.9', ['6.12.20', '6.12.9'], false],
  ['6.12.0-rc3', ['6.12.0'], true],
  ['6.12.0-rc3', ['6.12.0-rc2'], false],
  ['6.12.0', ['6.12.0-rc7'], false],
  ['5.15.0-91-generic', ['5.15.0-105-generic'], true],
  ['5.15.0-105-generic', ['5.15.0-91-generic'], false],
  ['4.18.0-394.el8.x86_64', ['4.18.0-394.4.1.el8.x86_64'], false],
  ['6.1.0-18-amd64', ['6.1.0-9-amd64'], false],
  ['next-20260101', ['6.12.9'], false],
  ['6.6.1', ['next-20260101'], false],
  ['6.6.1', ['6.12.9', 'next-20260101'], false],
  ['6.6.1', [], false],
])('%s is known to be older than all of %j: %s', (release, than, earlier) => {
  expect(isEarlier(release, than)).toBe(earlier);
});
