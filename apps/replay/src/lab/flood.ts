/** Frames for the NICs of a guest: what a link carries whether or not anybody listens. */
import type { Socket } from 'node:net';

const FRAME_EVERY_MS = 1000;
const BROADCAST = 'ffffffffffff525500000102';
const IPV4_UDP = '0800450000e400000000401100000a0000020a0000ff1234123400d00000';
/** Any broadcast: a NIC whose receiver is on writes it to memory, whoever owns that by now. */
const FRAME = Buffer.concat([Buffer.from(BROADCAST + IPV4_UDP, 'hex'), Buffer.alloc(200, 'q')]);
const FRAMED = Buffer.concat([Buffer.from([0, 0, FRAME.length >> 8, FRAME.length & 0xff]), FRAME]);

/** A link with something on it: a frame a second, and one for so many lines of a console, since a starved guest is slow. */
export interface Flood {
  send(): void;
  stop(): void;
}

export function floodOf(socket: Promise<Socket>): Flood {
  let open: Socket | null = null;
  void socket.then((dialled) => {
    open = dialled.resume();
  });
  const send = () => {
    if (open?.writable && open.writableLength === 0) open.write(FRAMED);
  };
  const timer = setInterval(send, FRAME_EVERY_MS);
  return { send, stop: () => clearInterval(timer) };
}
