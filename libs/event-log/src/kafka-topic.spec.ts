import { STREAMS } from './event-log';
import { type FoundTopic, planTopics, wantedTopics } from './kafka-topic';

const wanted = wantedTopics('q.', { partitions: 6, replicas: 3, retentionMs: 1000 });
const there = (): FoundTopic[] =>
  wanted.map(({ topic, partitions, replicas, config }) => ({ topic, partitions, replicas, config }));

test('a topic a stream: what keeps the latest is compacted, what keeps all goes by time', () => {
  expect(wanted.map(({ topic }) => topic)).toEqual(Object.keys(STREAMS).map((stream) => `q.${stream}`));
  const of = (stream: string) => wanted.find((one) => one.stream === stream)!.config;
  expect(of('lines')).toMatchObject({ 'cleanup.policy': 'delete', 'retention.ms': '1000', 'min.insync.replicas': '2' });
  expect(of('alerts')).toMatchObject({ 'cleanup.policy': 'delete', 'retention.ms': '-1' });
  expect(of('snapshots')).toMatchObject({ 'cleanup.policy': 'compact' });
  expect(of('snapshots')).not.toHaveProperty('retention.ms');
  expect(wantedTopics('q.')[0]).toMatchObject({ partitions: 12, replicas: -1, config: { 'retention.ms': '-1' } });
  expect(wantedTopics('q.')[0]!.config).not.toHaveProperty('min.insync.replicas');
});

test('what is absent is made, what is as wanted is left alone', () => {
  expect(planTopics(wanted, there())).toEqual([]);
  const [lines, ...others] = there();
  expect(planTopics(wanted, others)).toEqual([{ change: 'make', topic: lines!.topic, wanted: wanted[0] }]);
});

test('a setting is set; partitions and replicas are left to a person, with the reason', () => {
  const [lines, ...others] = there();
  const odd = { ...lines!, partitions: 4, replicas: 1, config: { ...lines!.config, 'retention.ms': '7', mine: 'x' } };
  expect(planTopics(wanted, [odd, ...others])).toEqual([
    { change: 'set', topic: 'q.lines', name: 'retention.ms', from: '7', to: '1000' },
    { change: 'none', topic: 'q.lines', why: expect.stringMatching(/4 partitions, 6 are wanted.*log\.partitions/) },
    { change: 'none', topic: 'q.lines', why: expect.stringMatching(/1 replicas, 3 are wanted/) },
  ]);
});
