/**
 * Acknowledged means delivered; nothing is invented, nothing is doubled, no alert is new twice, and it lives again. Ten seeds; more with
 * CONSERVE_SEEDS=200 (from CONSERVE_FIRST on), those named with CONSERVE_SEED=7,24. With CONSERVE_RESULT=FILE what came of them is kept, and what
 * this commit has passed there is not run again; CONSERVE_SHARD=1/2 and 2/2 share the seeds between two processes and one file.
 */
import { type KafkaCluster, startKafka, whyNoKafka } from '#event-log/testing/kafka-broker';
import { conserve } from './conservation';
import { commitNow, keep, passedOn, readKept, seedsOf } from './kept';
import { build } from './quiesce';

const { CONSERVE_SEED, CONSERVE_SEEDS = '10', CONSERVE_FIRST = '1', CONSERVE_SHARD, CONSERVE_RESULT, CI } = process.env;
const commit = commitNow();
const asked =
  CONSERVE_SEED === undefined
    ? seedsOf(Number(CONSERVE_SEEDS), Number(CONSERVE_FIRST), CONSERVE_SHARD)
    : CONSERVE_SEED.split(',');
const before = CONSERVE_RESULT === undefined ? new Set<string>() : passedOn(readKept(CONSERVE_RESULT), commit);
const seeds = asked.filter((seed) => !before.has(seed));
/** Two of five in one process, the others as a fleet. */
const embedded = seeds.filter((seed) => Number(seed) % 5 < 2);
const fleet = seeds.filter((seed) => Number(seed) % 5 >= 2);
const SEED_MS = 900_000;

const run = async (seed: string, cluster: KafkaCluster | null): Promise<void> => {
  const kept = async (came: Parameters<typeof keep>[1]) => {
    if (CONSERVE_RESULT !== undefined) await keep(CONSERVE_RESULT, came);
  };
  try {
    // Where a seed failed, a broker may be as it left it.
    await Promise.all(cluster?.nodes.map((node) => node.start()) ?? []);
    const conserved = await conserve(seed, cluster);
    expect(conserved.lines).toBeGreaterThan(0);
    await kept({ commit, ...conserved });
  } catch (error) {
    await kept({ commit, seed, failed: (error as Error).message.split('\n', 1)[0]! });
    throw error;
  }
};

beforeAll(build, 120_000);

if (seeds.length === 0) {
  test('this commit has passed all that was asked for', () => {
    expect([...before]).toEqual(expect.arrayContaining([...asked]));
  });
}
if (embedded.length > 0) {
  test.each(embedded)('seed %s, in one process', (seed) => run(seed, null), SEED_MS);
}

const why = fleet.length > 0 ? whyNoKafka() : null;
if (why !== null && CI === 'true') throw new Error(`the conservation test needs Apache Kafka: ${why}`);
if (why !== null) process.stderr.write(`SKIPPED the fleet of the conservation test: ${why}\n`);
if (fleet.length > 0) {
  (why === null ? describe : describe.skip)('on three brokers', () => {
    let cluster: KafkaCluster;
    beforeAll(async () => {
      cluster = await startKafka({ brokers: 3 });
    }, 180_000);
    afterAll(() => cluster?.stop(), 60_000);
    test.each(fleet)('seed %s, as a fleet', (seed) => run(seed, cluster), SEED_MS);
  });
}
