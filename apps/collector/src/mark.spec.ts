import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mark } from './mark';

const spoken = () => {
  const said = { out: '', err: '' };
  const stream = (name: 'out' | 'err') => ({ write: (text: string) => (said[name] += text) });
  return { said, streams: { out: stream('out'), err: stream('err') } };
};
const options = { policy: 'shutdown+bus-master-off', kind: 'kexec', device: [], to: '-' };

test('the record, on standard output', () => {
  const { said, streams } = spoken();
  expect(mark({ ...options, device: ['0000:3b:00.0=remove+hot-reset'] }, streams)).toBe(0);
  expect(said.out).toBe(
    'quiesce: handoff v=1 policy=shutdown+bus-master-off kind=kexec part=1/1 device=0000:3b:00.0=remove+hot-reset\n',
  );
});

test('what is no policy or no device is refused, all of it at once', () => {
  const { said, streams } = spoken();
  const device = ['3b:00.0=flr', '0000:3b:00.0=flr', '0000:3b:00.0=remove'];
  expect(mark({ ...options, policy: 'shutdown+magic', device }, streams)).toBe(2);
  expect(said).toEqual({
    out: '',
    err: [
      'quiesce mark: --policy shutdown+magic: not a policy',
      'quiesce mark: --device 3b:00.0=flr: not dddd:bb:dd.f=POLICY',
      'quiesce mark: --device 0000:3b:00.0: named twice',
      '',
    ].join('\n'),
  });
});

test('into a file, behind what is there; what cannot be written is said', () => {
  const folder = mkdtempSync(join(tmpdir(), 'quiesce-mark-'));
  const { said, streams } = spoken();
  const to = join(folder, 'log');
  mark({ ...options, to }, streams);
  mark({ ...options, kind: 'kdump', policy: 'none', to }, streams);
  expect(
    readFileSync(to, 'utf8')
      .split('\n')
      .map((line) => line.split(' ')[4]),
  ).toEqual(['kind=kexec', 'kind=kdump', undefined]);
  expect(mark({ ...options, to: join(folder, 'none', 'log') }, streams)).toBe(2);
  expect(said.err).toContain('ENOENT');
  rmSync(folder, { recursive: true });
});
