/** Keeps the broker that the test files share: it stops when nobody has been connected for a while. For tests only. */
import { unlinkSync } from 'node:fs';
import { connect, createServer, type Socket } from 'node:net';
import { type KafkaCluster, SHARED_SOCKET, startKafka } from './kafka-broker';

const LINGER_MS = 15_000;

const starting = startKafka().then(
  (cluster) => ({ cluster, answer: { brokers: cluster.brokers } }),
  (error: Error) => ({ cluster: null as KafkaCluster | null, answer: { problem: error.message } }),
);
const users = new Set<Socket>();
let leaving: NodeJS.Timeout | undefined;

async function leave(): Promise<void> {
  server.close();
  await (await starting).cluster?.stop();
  process.exit(0);
}
function lingerIfAlone(): void {
  clearTimeout(leaving);
  if (users.size === 0) leaving = setTimeout(() => void leave(), LINGER_MS);
}

const server = createServer((socket) => {
  users.add(socket);
  clearTimeout(leaving);
  socket.on('error', () => socket.destroy());
  socket.on('close', () => {
    users.delete(socket);
    lingerIfAlone();
  });
  void starting.then(({ answer }) => socket.write(JSON.stringify(answer)));
});
server.on('error', () => {
  const probe = connect(SHARED_SOCKET);
  probe.on('connect', () => void leave());
  probe.on('error', () => {
    unlinkSync(SHARED_SOCKET);
    server.listen(SHARED_SOCKET);
  });
});
server.listen(SHARED_SOCKET);
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void leave());
lingerIfAlone();
