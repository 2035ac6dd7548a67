import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { from, lastValueFrom, toArray } from 'rxjs';
import type { HostState } from './host';
import type { Input } from './input';
import { analyze, type Output } from './pipeline';

const CORPUS = join(__dirname, '../../../corpus');
const LINES = 40;

const outputsOf = (inputs: readonly Input[], states?: ReadonlyMap<string, HostState>): Promise<readonly Output[]> =>
  lastValueFrom(analyze(from(inputs), states).pipe(toArray()));

/** Whoever writes into it from now on throws. */
function frozen<Value>(value: Value): Value {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  for (const part of Object.values(value)) frozen(part);
  return Object.freeze(value);
}

const isState = (output: Output): output is Extract<Output, { readonly type: 'state' }> => output.type === 'state';
const statesOf = (outputs: readonly Output[], keep: (state: HostState) => HostState) =>
  new Map(outputs.filter(isState).map(({ host, state }) => [host, keep(state)] as const));

/** Input by input, each from the states that the one before left. */
async function stepByStep(inputs: readonly Input[], keep: (state: HostState) => HostState): Promise<readonly Output[]> {
  const told: Output[] = [];
  let states: ReadonlyMap<string, HostState> = new Map();
  for (const input of inputs) {
    const outputs = await outputsOf([input], states);
    told.push(...outputs.filter((output) => !isState(output)));
    states = new Map([...states, ...statesOf(outputs, keep)]);
  }
  return told;
}

function inputsOf(text: string): readonly Input[] {
  const lines = text.split('\n');
  const blocks = Array.from({ length: Math.ceil(lines.length / LINES) }, (_, at): Input[] => [
    {
      type: 'lines',
      host: 'h',
      source: 's',
      firstLine: at * LINES + 1,
      text: lines.slice(at * LINES, (at + 1) * LINES).join('\n'),
    },
    { type: 'tick', host: 'h', at: new Date(Date.UTC(2026, 10, 23, 10, 0, at * 40)).toISOString() },
  ]);
  return [...blocks.flat(), { type: 'end', host: 'h', source: 's' }];
}

test.each(readdirSync(CORPUS).filter((name) => name.endsWith('.log')))(
  'a fold leaves the state that it began with as it was: %s',
  async (name) => {
    const inputs = inputsOf(readFileSync(join(CORPUS, name), 'utf8'));
    expect(await stepByStep(inputs, frozen)).toEqual(await stepByStep(inputs, structuredClone));
  },
);

/** A syslog server's file: two hosts speak in turn, the driver of each is remembered, a report is left open, a line is damaged. */
const IN_TURN = [
  '2026-11-23T10:00:00+00:00 web-1 kernel: [    1.000000] e1000e 0000:01:00.0 eth0: (PCI Express:2.5GT/s:Width x1) 52:54:00:12:34:56',
  '2026-11-23T10:00:00+00:00 web-2 kernel: [    1.000000] nvme nvme0: pci function 0000:02:00.0',
  '2026-11-23T10:00:01+00:00 web-1 kernel: [    2.000000] nvme nvme1: pci function 0000:03:00.0',
  '2026-11-23T10:00:01+00:00 web-2 kernel: [    2.000000] pcieport 0000:00:1c.0: AER: Uncorrected (Fatal) error received: 0000:02:00.0',
  '2026-11-23T10:00:02+00:00 web-1 kernel: [    3.000000] e1000e 0000:01:00.0 eth0: NIC Link is Up',
  '2026-11-23T10:00:02+00:00 web-2 kernel: [    2.000001] nvme 0000:02:00.0: PCIe Bus Error: severity=Uncorrected (Fatal), type=Transaction Layer, (Receiver ID)',
  '2026-11-23T10:00:02+00:00 web-2 kernel: [    2.000002] nvme 0000:02:00.0:   device [144d:a808] error status/mask=00000001/0000e000',
  '2026-11-23T10:00:03+00:00 web-1 kernel: [    4.000000] nvme nvme1: Device not ready; aborting initialisation, CSTS=0x0',
  'x'.repeat(100_000),
];

test('also where the lines of several hosts take turns in one source', async () => {
  const inputs = IN_TURN.map((text, at): Input => ({ type: 'lines', host: 'h', source: 's', firstLine: at + 1, text }));
  const told = await stepByStep(inputs, frozen);
  expect(told).toEqual(await stepByStep(inputs, structuredClone));
  expect(told.filter(({ type }) => type === 'facts').length).toBeGreaterThan(3);
});
