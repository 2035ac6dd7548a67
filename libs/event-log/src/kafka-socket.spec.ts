import { once } from 'node:events';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { keepSockets } from './kafka-socket';

let server: Server;
beforeEach(async () => {
  server = createServer((socket) => socket.on('error', () => undefined)).listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterEach(() => new Promise((closed) => server.close(closed)));

/** Sockets that keep this process from its end, the server's among them. */
const holding = () => process.getActiveResourcesInfo().filter((name) => name === 'TCPSocketWrap').length;

test('what is open is ended, whoever has it; what ended before is forgotten, and what comes later holds nothing', async () => {
  const sockets = keepSockets();
  const { port } = server.address() as AddressInfo;
  const opened = () =>
    new Promise<ReturnType<typeof sockets.open>>((resolve) => {
      const socket = sockets.open({ host: '127.0.0.1', port, onConnect: () => resolve(socket) });
    });
  const [left, closed] = [await opened(), await opened()];
  closed.destroy();
  await once(closed, 'close');
  sockets.endAll();
  await once(left, 'close');
  expect(left.destroyed).toBe(true);
  const before = holding();
  const late = await opened();
  expect(late.destroyed).toBe(false);
  expect(holding() - before).toBeLessThanOrEqual(1);
  late.destroy();
});
