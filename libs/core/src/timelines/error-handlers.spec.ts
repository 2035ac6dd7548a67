/** Episodes of EEH, AER and DPC: whom they befall, and whom an outcome closes (drivers/pci/pcie/err.c, arch/powerpc/kernel/eeh_driver.c). */
import type { Fact, FactKind } from '../facts/fact';
import { NIC } from '../testing/log';
import { at, bootOf, deviceWith, factWith } from '../testing/state';
import { advanceBoot } from './advance';
import type { BootState } from './boot';

const PORT = '0000:00:1c.0';
const DISK = '0000:02:00.0';
const OTHER = '0001:01:00.0';
const enumerated = (bdf: string, pciClass = '020000') => deviceWith({ bdf, pciClass, enumerated: at(0.9) });
const boot = bootOf([enumerated(PORT, '060400'), enumerated(NIC), enumerated(DISK), enumerated(OTHER)], {
  bridges: { [PORT]: { secondary: 1, subordinate: 1 } },
});
const folded = (facts: readonly Fact[], from: BootState = boot): BootState => facts.reduce(advanceBoot, from);
const fact = (kind: FactKind, bdf: string | null, fields: Fact['fields'] = {}, of: Partial<Fact> = {}): Fact =>
  factWith({ kind, bdf, fields, family: 'aer', fault: true, ...of });
const eeh = (kind: FactKind, bdf: string | null, fields: Fact['fields'] = {}): Fact =>
  fact(kind, bdf, fields, { family: 'eeh' });
const outcomes = ({ devices }: BootState) =>
  Object.fromEntries(
    Object.values(devices).flatMap(({ bdf, errors }) =>
      errors.length > 0 ? [[bdf, errors.map(({ outcome }) => outcome)]] : [],
    ),
  );

describe('§4 a PE of a bus holds what is on the bus (pnv_ioda_setup_bus_PE())', () => {
  const bus = (phb: string, first: number, last: number) =>
    eeh('eeh-step', null, { step: 'secondary bus', phb, pe: 'fd', bus: first, busLast: last });
  const frozen = (phb: string) => eeh('pe-frozen', null, { phb, pe: 'fd' });
  test.each<[string, Fact[], object]>([
    ['its bus', [bus('0', 1, 1), frozen('0')], { [NIC]: ['open'] }],
    ['its buses', [bus('0', 1, 2), frozen('0')], { [NIC]: ['open'], [DISK]: ['open'] }],
    ['the bus of another PHB', [bus('1', 1, 1), frozen('0')], {}],
    ['a bus with nothing on it', [bus('0', 7, 9), frozen('0')], {}],
  ])('%s', (_, facts, expected) => {
    expect(outcomes(folded(facts))).toEqual(expected);
  });
});

describe('§4 what begins an episode', () => {
  test.each([
    ['fatal', { [NIC]: ['open'] }],
    ['nonfatal', { [NIC]: ['open'] }],
    ['corrected', {}],
  ])('a %s error', (severity, expected) => {
    expect(outcomes(folded([fact('pcie-error', NIC, { severity })]))).toEqual(expected);
  });
  test('none that names no function, and none that is no fault', () => {
    expect(outcomes(folded([fact('pcie-error', null, { severity: 'fatal' })]))).toEqual({});
    expect(outcomes(folded([fact('pcie-error', NIC, { severity: 'fatal' }, { fault: false })]))).toEqual({});
  });
  test('errors while one is open belong to it; after its end they begin another, up to a bound', () => {
    const error = fact('pcie-error', NIC, { severity: 'nonfatal' });
    const recovered = fact('error-recovered', NIC);
    expect(outcomes(folded([error, error]))).toEqual({ [NIC]: ['open'] });
    expect(outcomes(folded([error, recovered, error]))).toEqual({ [NIC]: ['recovered', 'open'] });
    const many = Array.from({ length: 12 }, () => [error, recovered]).flat();
    expect(outcomes(folded(many))[NIC]).toHaveLength(8);
  });
  test('it says what it was: the layer, where the line tells it', () => {
    const what = (fields: Fact['fields'], of: Partial<Fact> = {}) =>
      folded([fact('pcie-error', NIC, fields, of)]).devices[NIC]?.errors[0];
    expect(what({ severity: 'fatal', layer: 'Transaction Layer' })?.what).toBe('PCIe fatal error, Transaction Layer');
    expect(what({ severity: 'fatal' })?.what).toBe('PCIe fatal error');
    expect(what({})).toMatchObject({ what: 'PCIe unknown error', severity: 'unknown', phase: 'dormant' });
    expect(what({ severity: 'fatal', what: 'SERR' })?.what).toBe('SERR');
    expect(what({ severity: 'fatal' }, { time: 7, line: 3, corrupted: 'cut' })).toMatchObject({
      first: at(7, 3),
      corrupted: 'cut',
      outcomeAt: null,
    });
  });
});

describe('§4 containment takes the link from all below the port', () => {
  const contained = (requester: string | null) =>
    folded([fact('port-contained', PORT, { severity: 'fatal', requester }, { family: 'dpc' })]);
  test('the port and what is behind it', () => {
    expect(outcomes(contained(null))).toEqual({ [PORT]: ['open'], [NIC]: ['open'] });
    expect(contained(null).devices[NIC]?.errors[0]).toMatchObject({
      what: 'DPC contained the port above it',
      rule: `below the contained port ${PORT}`,
      candidates: [],
    });
  });
  test('who caused it is a candidate for the others, not for itself', () => {
    const candidates = (bdf: string, requester: string) => contained(requester).devices[bdf]?.errors[0]?.candidates;
    expect([candidates(NIC, NIC), candidates(NIC, DISK), candidates(NIC, PORT)]).toEqual([[], [DISK], []]);
  });
  test('a trigger without a port contains nothing', () => {
    expect(outcomes(folded([fact('port-contained', null, { severity: 'fatal' })]))).toEqual({});
  });
});

describe('§4 a PE freezes with all its functions', () => {
  const member = (bdf: string, pe = 'fd') => eeh('pe-frozen', bdf, { phb: '0', pe });
  test('each function that a line of the episode names', () => {
    const found = folded([member(NIC), member(DISK)]);
    expect(outcomes(found)).toEqual({ [NIC]: ['open'], [DISK]: ['open'] });
    expect(found.devices[NIC]?.errors[0]).toMatchObject({
      severity: 'frozen',
      what: 'EEH froze its partitionable endpoint',
      candidates: [],
    });
    expect(found.devices[DISK]?.errors[0]).toMatchObject({
      rule: 'one of the functions of PE#fd, which freeze together',
      candidates: [NIC, DISK],
    });
    expect(found.peMembers).toEqual({ '0/fd': [NIC, DISK] });
    expect(folded([member(NIC), member(NIC)]).peMembers).toEqual({ '0/fd': [NIC] });
  });
  test('a line that names the PE alone means its members', () => {
    const known = { ...boot, peMembers: { '0/fd': [NIC, DISK] } };
    expect(outcomes(folded([eeh('pe-frozen', null, { phb: '0', pe: 'fd' })], known))).toEqual({
      [NIC]: ['open'],
      [DISK]: ['open'],
    });
    expect(outcomes(folded([eeh('pe-frozen', null, { phb: '1', pe: 'fd' })], known))).toEqual({});
    expect(outcomes(folded([eeh('pe-frozen', null, { pe: 'fd' })], { ...boot, peMembers: { '?/fd': [NIC] } }))).toEqual(
      {
        [NIC]: ['open'],
      },
    );
    expect(outcomes(folded([eeh('pe-frozen', null)], known))).toEqual({});
  });
  test('a PHB freezes all that is enumerated in its domain', () => {
    const phb = folded([eeh('phb-frozen', null, { phb: '1' })]);
    expect(outcomes(phb)).toEqual({ [OTHER]: ['open'] });
    expect(phb.devices[OTHER]?.errors[0]).toMatchObject({
      severity: 'frozen',
      rule: 'behind PHB#1, which froze whole',
      candidates: [OTHER],
    });
    const hidden = bootOf([deviceWith({ bdf: OTHER })]);
    expect(outcomes(folded([eeh('phb-frozen', null, { phb: '1' })], hidden))).toEqual({});
    expect(outcomes(folded([eeh('phb-frozen', NIC, { phb: '1' })]))).toEqual({ [NIC]: ['open'] });
  });
  test('a driver that is told of an error opens the episode; one that is given up on ends it', () => {
    const step = (text: string, bdf: string | null = NIC) => eeh('eeh-step', bdf, { phb: '0', pe: 'fd', step: text });
    expect(outcomes(folded([step('error_detected(IO frozen)')]))).toEqual({ [NIC]: ['open'] });
    expect(outcomes(folded([step('mmio_enabled()')]))).toEqual({});
    expect(folded([step('mmio_enabled()')]).peMembers).toEqual({ '0/fd': [NIC] });
    expect(outcomes(folded([eeh('eeh-step', NIC)]))).toEqual({});
    expect(outcomes(folded([step('error_detected(permanent failure)')]))).toEqual({ [NIC]: ['failed'] });
    expect(outcomes(folded([step('error_detected(IO frozen)'), step('error_detected(permanent failure)')]))).toEqual({
      [NIC]: ['failed'],
    });
    const healed = folded([member(NIC), eeh('eeh-recovered', NIC), step('error_detected(permanent failure)')]);
    expect(outcomes(healed)).toEqual({ [NIC]: ['recovered'] });
    const known = { ...boot, peMembers: { '0/fd': [NIC, DISK] } };
    const one = folded([eeh('pe-frozen', NIC), step('error_detected(permanent failure)', null)], known);
    expect(outcomes(one)).toEqual({ [NIC]: ['failed'] });
  });
});

describe('§4 an outcome closes', () => {
  const error = (bdf: string, family: Fact['family'] = 'aer') =>
    fact('pcie-error', bdf, { severity: 'fatal' }, { family });
  const freeze = (bdf: string, pe: string) => eeh('pe-frozen', bdf, { phb: '0', pe });
  test.each([
    ['error-recovered', 'recovered'],
    ['eeh-recovered', 'recovered'],
    ['error-unrecovered', 'failed'],
    ['eeh-failed', 'failed'],
  ] as const)('%s: the named function’s episode, there and then', (kind, outcome) => {
    const found = folded([error(NIC), fact(kind, NIC, {}, { time: 9, line: 7 })]);
    expect(found.devices[NIC]?.errors[0]).toMatchObject({ outcome, outcomeAt: at(9, 7) });
    const again = folded([fact(kind === 'error-recovered' ? 'error-unrecovered' : 'error-recovered', NIC)], found);
    expect(again.devices[NIC]?.errors).toEqual(found.devices[NIC]?.errors);
  });
  test('of a port with a known window: the port’s and what is behind it, nothing else', () => {
    const found = folded([error(PORT), error(NIC), error(DISK), fact('error-recovered', PORT)]);
    expect(outcomes(found)).toEqual({ [PORT]: ['recovered'], [NIC]: ['recovered'], [DISK]: ['open'] });
  });
  test('of a port whose window nobody told: every open episode of its family', () => {
    const facts = [error(NIC), error(DISK, 'dpc'), fact('error-recovered', '0000:00:1d.0')];
    expect(outcomes(folded(facts))).toEqual({ [NIC]: ['recovered'], [DISK]: ['open'] });
    const closed = folded([error(NIC), fact('error-unrecovered', NIC), ...facts.slice(1)]);
    expect(outcomes(closed)).toEqual({ [NIC]: ['failed'], [DISK]: ['open'] });
  });
  test('of a PE: its members, not those of another', () => {
    const facts = [freeze(NIC, 'fd'), freeze(DISK, 'fc'), eeh('eeh-recovered', null, { phb: '0', pe: 'fd' })];
    expect(outcomes(folded(facts))).toEqual({ [NIC]: ['recovered'], [DISK]: ['open'] });
  });
  describe('of EEH’s recovery under way, where the outcome names nobody (eehd recovers one endpoint after the other)', () => {
    const froze = [freeze(NIC, 'fd'), freeze(DISK, 'fc')];
    const begun = (pe: string | null, phb = '0') => eeh('eeh-recovering', null, { phb, pe });
    const told = (bdf: string, pe: string) => eeh('eeh-step', bdf, { phb: '0', pe, step: 'error_detected(IO frozen)' });
    const recovered = eeh('eeh-recovered', null, { phb: null, pe: null });
    test.each<[string, Fact[], object]>([
      ['the members of its endpoint', [begun('fc')], { [NIC]: ['open'], [DISK]: ['recovered'] }],
      ['said twice', [begun('fc'), recovered], { [NIC]: ['open'], [DISK]: ['recovered'] }],
      ['the last to begin', [begun('fd'), begun('fc')], { [NIC]: ['open'], [DISK]: ['recovered'] }],
      ['an endpoint below it', [begun('fb'), told(NIC, 'fd')], { [NIC]: ['recovered'], [DISK]: ['open'] }],
      ['of a PHB: all behind it', [begun(null)], { [NIC]: ['recovered'], [DISK]: ['recovered'] }],
      ['nobody known of it: all behind its PHB', [begun('1')], { [NIC]: ['recovered'], [DISK]: ['recovered'] }],
      ['of another PHB: nothing here', [begun('1', '7')], { [NIC]: ['open'], [DISK]: ['open'] }],
      ['of a device that it names', [eeh('eeh-recovering', NIC)], { [NIC]: ['recovered'], [DISK]: ['open'] }],
    ])('%s', (_, facts, expected) => {
      expect(outcomes(folded([...froze, ...facts, recovered]))).toEqual(expected);
    });
  });
  test('of an endpoint whose functions were told without it (4.4: `EEH: of node=`): those of its recovery', () => {
    const bare = (bdf: string) => eeh('eeh-step', bdf, { phb: null, pe: null, step: 'error_detected: registers' });
    const begun = (pe: string) => eeh('eeh-recovering', null, { phb: '0', pe });
    const ended = (pe: string) => eeh('eeh-failed', null, { phb: '0', pe });
    const facts = [freeze(NIC, 'fd'), begun('fc'), bare(DISK)];
    expect(outcomes(folded([...facts, ended('fc')]))).toEqual({ [NIC]: ['open'], [DISK]: ['failed'] });
    expect(outcomes(folded([...facts, ended('fb')]))).toEqual({ [NIC]: ['open'], [DISK]: ['open'] });
  });
  test('of EEH that names nobody, and no recovery was seen to begin: all that is open', () => {
    const facts = [freeze(NIC, 'fd'), freeze(DISK, 'fc'), eeh('eeh-failed', null)];
    expect(outcomes(folded(facts))).toEqual({ [NIC]: ['failed'], [DISK]: ['failed'] });
  });
});
