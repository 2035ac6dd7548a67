/**
 * Every socket of a Kafka client. kafkajs forgets connections of brokers that went and came while it was looking for them: nobody has
 * them, nobody closes them, and a process that has stopped in good order does not end.
 */
import { connect, isIP, type Socket } from 'node:net';
import { type ConnectionOptions, connect as connectTls } from 'node:tls';

/** As kafkajs sets it itself. */
const KEEP_ALIVE_MS = 60_000;

export interface Opening {
  readonly host: string;
  readonly port: number;
  readonly ssl?: ConnectionOptions;
  readonly onConnect: () => void;
}
export interface Sockets {
  open(opening: Opening): Socket;
  /** Ends those that are open; one that is opened later keeps no process from its end. */
  endAll(): void;
}

export function keepSockets(): Sockets {
  const open = new Set<Socket>();
  let ended = false;
  return {
    open: ({ host, port, ssl, onConnect }) => {
      const name = isIP(host) === 0 ? { servername: host } : {};
      const socket = ssl ? connectTls({ host, port, ...name, ...ssl }, onConnect) : connect({ host, port }, onConnect);
      socket.setKeepAlive(true, KEEP_ALIVE_MS);
      if (ended) return socket.unref();
      open.add(socket);
      socket.once('close', () => open.delete(socket));
      return socket;
    },
    endAll: () => {
      ended = true;
      for (const socket of open) socket.destroy();
    },
  };
}
