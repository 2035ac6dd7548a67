/** The list of what lines come from: each a plain function from a checkpoint to blocks and the checkpoints after them. */
import type { Readable } from 'node:stream';
import type { CollectorConfig, FileSource } from '../config';
import type { Checkpoint } from './checkpoint';
import type { Block } from './cutter';
import { followFile } from './follow-file';
import { readBootId, readKmsg } from './read-kmsg';
import { readStream } from './read-stream';

/** A block and the checkpoint that holds once the block is in the event log. */
export interface Collected {
  readonly block: Block;
  readonly after: Checkpoint;
}
export interface Source {
  readonly host: string;
  /** As the report names it: a path, `/dev/kmsg`, `-`. */
  readonly name: string;
  /** Goes on for ever, so that silence means time passing. */
  readonly live: boolean;
  read(from: Checkpoint, signal: AbortSignal): AsyncGenerator<Collected>;
}
export interface Surroundings {
  readonly stdin: Readable;
  readonly onLost: (lost: { source: string; records: number }) => void;
}

const after = (from: Checkpoint, block: Block) => ({ ...from, nextLine: block.firstLine + block.lines });

function fileSource(config: CollectorConfig, file: FileSource & { readonly once: boolean }): Source {
  const { host, path, once } = file;
  return {
    host,
    name: file.name ?? path,
    live: !once,
    async *read(from, signal) {
      const { pollMs, batchBytes: maxBytes } = config;
      const { nextLine: firstLine, reserved: firstLineElsewhere, file: at } = from;
      for await (const block of followFile({
        path,
        from: at,
        firstLine,
        firstLineElsewhere,
        maxBytes,
        pollMs,
        once,
        signal,
      })) {
        yield { block, after: { ...after(from, block), file: block.position } };
      }
    },
  };
}

function kmsgSource(config: CollectorConfig, host: string, { onLost }: Surroundings): Source {
  const { kmsgPath: path, pollMs, batchBytes: maxBytes } = config;
  return {
    host,
    name: path,
    live: true,
    async *read(from, signal) {
      const bootId = await readBootId();
      const lost = (records: number) => onLost({ source: path, records });
      const reading = { path, bootId, from: from.kmsg, base: from.reserved, maxBytes, pollMs, signal, onLost: lost };
      for await (const block of readKmsg(reading))
        yield { block, after: { ...after(from, block), kmsg: block.position } };
    },
  };
}

/** Nothing tells one standard input from the next: numbers go on above whatever may have been sent. */
function stdinSource(config: CollectorConfig, host: string, { stdin }: Surroundings): Source {
  return {
    host,
    name: '-',
    live: false,
    async *read(from, signal) {
      const reading = { stream: stdin, firstLine: from.reserved, maxBytes: config.batchBytes, signal };
      for await (const block of readStream(reading)) yield { block, after: after(from, block) };
    },
  };
}

export function sourcesOf(config: CollectorConfig, surroundings: Surroundings): readonly Source[] {
  const host = config.host ?? '';
  return [
    ...config.files.map((file) => fileSource(config, { ...file, once: false })),
    ...config.once.map((file) => fileSource(config, { ...file, once: true })),
    ...(config.kmsg ? [kmsgSource(config, host, surroundings)] : []),
    ...(config.stdin ? [stdinSource(config, host, surroundings)] : []),
  ];
}
