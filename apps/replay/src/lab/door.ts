/** Sockets of a running emulator: it dials, and what it is asked over them is answered in order. */
import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import { createInterface } from 'node:readline';
import type { Ask } from './config-space';

export interface Door {
  /** The emulator's end, once it has dialled. */
  readonly socket: Promise<Socket>;
  close(): void;
}

export async function door(path: string): Promise<Door> {
  const server = createServer();
  const socket = once(server, 'connection').then(([first]) => {
    (first as Socket).on('error', () => undefined);
    return first as Socket;
  });
  server.listen(path);
  await once(server, 'listening');
  return { socket, close: () => server.close() };
}

/** An emulator that goes away is told of by its end, not by its sockets. */
function hear(input: Socket, onLine: (line: string) => void): Socket {
  createInterface({ input })
    .on('line', onLine)
    .on('error', () => undefined);
  return input;
}

/** One command at a time, one line of answer each. */
export function askBy(socket: Promise<Socket>): Ask {
  const waiting: ((line: string) => void)[] = [];
  void socket.then((input) => hear(input, (line) => waiting.shift()?.(line)));
  return async (command) => {
    const dialled = await socket;
    const answer = new Promise<string>((done) => waiting.push(done));
    dialled.write(`${command}\n`);
    return answer;
  };
}

export type Monitor = (execute: string, more?: object) => Promise<void>;

/** QEMU's machine protocol (docs/interop/qmp-spec.rst): an answer to each command, in order, and events among them. */
export function monitorOf(socket: Promise<Socket>): Monitor {
  const waiting: ((error: string | null) => void)[] = [];
  const onLine = (line: string): void => {
    const said = JSON.parse(line) as { readonly error?: { readonly desc: string } };
    if ('return' in said || 'error' in said) waiting.shift()?.(said.error?.desc ?? null);
  };
  const ready = socket.then((dialled) => hear(dialled, onLine));
  const tell: Monitor = async (execute, more = {}) => {
    const dialled = await ready;
    const answer = new Promise<string | null>((done) => waiting.push(done));
    dialled.write(`${JSON.stringify({ execute, arguments: more })}\n`);
    const error = await answer;
    if (error !== null) throw new Error(`${execute}: ${error}`);
  };
  const greeted = tell('qmp_capabilities');
  return async (execute, more) => {
    await greeted;
    await tell(execute, more);
  };
}
