/**
 * Acknowledged means delivered; nothing is invented, nothing is doubled, no alert is new twice, and it lives again. Ten seeds; more with
 * CONSERVE_SEEDS=200, one with CONSERVE_SEED=7, and with CONSERVE_RESULT=FILE what came of them is kept.
 */
import { writeFileSync } from 'node:fs';
import { type KafkaCluster, startKafka, whyNoKafka } from '#event-log/testing/kafka-broker';
import { type Conserved, conserve } from './conservation';
import { build } from './quiesce';

const { CONSERVE_SEED, CONSERVE_SEEDS = '10', CONSERVE_RESULT, CI } = process.env;
const seeds =
  CONSERVE_SEED === undefined
    ? Array.from({ length: Number(CONSERVE_SEEDS) }, (_, n) => String(n + 1))
    : [CONSERVE_SEED];
/** Two of five in one process, the others as a fleet. */
const embedded = seeds.filter((seed) => Number(seed) % 5 < 2);
const fleet = seeds.filter((seed) => Number(seed) % 5 >= 2);
const SEED_MS = 900_000;
const kept: (Conserved | { readonly seed: string; readonly failed: string })[] = [];

const run = async (seed: string, cluster: KafkaCluster | null): Promise<void> => {
  try {
    const conserved = await conserve(seed, cluster);
    kept.push(conserved);
    expect(conserved.lines).toBeGreaterThan(0);
  } catch (error) {
    kept.push({ seed, failed: (error as Error).message.split('\n', 1)[0]! });
    throw error;
  } finally {
    if (CONSERVE_RESULT !== undefined) writeFileSync(CONSERVE_RESULT, `${JSON.stringify(kept, null, 2)}\n`);
  }
};

beforeAll(build, 120_000);

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
