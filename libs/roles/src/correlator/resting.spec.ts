import { from } from 'rxjs';
import { analyze, type HostState } from '#core';
import { createHostStates } from './resting';

const stateOf = (host: string): HostState => {
  const text = `[    0.000000] Linux version 6.12.0 (x) #1 SMP\n[    0.900000] pci 0000:01:00.0: [8086:10d3] type 00 class 0x020000`;
  let state: HostState | null = null;
  analyze(from([{ type: 'lines', host, source: 's', firstLine: 1, text } as const])).subscribe((output) => {
    if (output.type === 'state') state = output.state;
  });
  if (state === null) throw new Error('no state');
  return state;
};

test('states come back as they were, however long they rested', () => {
  const states = createHostStates(2);
  const hosts = ['a', 'b', 'c', 'd', '__proto__'];
  for (const host of hosts) states.set(host, stateOf(host));
  for (const host of [...hosts, ...hosts]) expect(states.get(host)).toEqual(stateOf(host));
  expect(states.size).toBe(5);
  expect(states.get('e')).toBeUndefined();
});

test('only so many are awake, and the others’ bytes are counted', () => {
  const states = createHostStates(1);
  states.set('a', stateOf('a'));
  expect(states.packedBytes).toBe(0);
  states.set('b', stateOf('b'));
  const one = states.packedBytes;
  expect(one).toBeGreaterThan(0);
  expect(one).toBeLessThan(2048);
  states.set('a', stateOf('a'));
  states.get('a');
  expect(Math.abs(states.packedBytes - one)).toBeLessThan(16);
});
