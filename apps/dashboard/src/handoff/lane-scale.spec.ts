import { laneScale } from './lane-scale';

const both = laneScale({
  outgoing: { unit: 'seconds', stops: [0, 86_400, 86_400.02] },
  incoming: { unit: 'seconds', stops: [0, 1.018, 1.03, 14.7] },
});

describe('laneScale', () => {
  test('lays the outgoing kernel, the jump and the incoming kernel side by side over 0 to 100', () => {
    expect(both.at('outgoing', 0)).toBe(0);
    expect(both.at('outgoing', 86_400.02)).toBeCloseTo(both.jump.from);
    expect(both.at('incoming', 0)).toBeCloseTo(both.jump.to);
    expect(both.at('incoming', 14.7)).toBeCloseTo(100);
  });

  test('keeps the last 20 ms of a day visible, and two faults 12 ms apart distinct', () => {
    expect(both.jump.from - both.at('outgoing', 86_400)).toBeGreaterThan(2);
    expect(both.at('incoming', 1.03) - both.at('incoming', 1.018)).toBeGreaterThan(2);
  });

  test('never runs backwards, and does not leave its side', () => {
    const places = Array.from({ length: 300 }, (_, i) => both.at('incoming', i / 20));
    expect(places).toEqual([...places].sort((a, b) => a - b));
    expect(both.at('incoming', 1e9)).toBeCloseTo(100);
    expect(both.at('outgoing', 1e9)).toBeCloseTo(both.jump.from);
  });

  test('gives all room but the jump to the only side that the log holds', () => {
    const scale = laneScale({ outgoing: null, incoming: { unit: 'lines', stops: [476, 953] } });
    expect(scale.jump).toEqual({ from: 0, to: 6 });
    expect(scale.unit).toEqual({ outgoing: null, incoming: 'lines' });
    expect(scale.at('incoming', 953)).toBe(100);
  });

  test('does not divide by nothing when all happened at once', () => {
    const scale = laneScale({ outgoing: { unit: 'seconds', stops: [3] }, incoming: null });
    expect(scale.at('outgoing', 3)).toBe(scale.jump.from);
  });
});
