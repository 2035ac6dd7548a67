/** Which signatures people do not want to be told of, by what they said last. */
import type { EventLog } from '#event-log';
import { isOf } from '#schemas';

/** When the mute of a signature ends, by signature, in milliseconds; those that were taken back are not in it. */
export type Mutes = ReadonlyMap<string, number>;

/** What was said of one signature is in one partition, hence in order. */
export async function readMutes(log: EventLog): Promise<Mutes> {
  const mutes = new Map<string, number>();
  const count = await log.partitions('mutes');
  for (let partition = 0; partition < count; partition++) {
    for await (const { type, data } of log.scan('mutes', partition)) {
      if (type === 'io.quiesce.signature-muted.v1' && isOf(type, data))
        mutes.set(data.signature, Date.parse(data.until));
      else if (type === 'io.quiesce.signature-unmuted.v1' && isOf(type, data)) mutes.delete(data.signature);
    }
  }
  return mutes;
}

export const isMuted = (mutes: Mutes, signature: string, now: Date): boolean =>
  (mutes.get(signature) ?? 0) > now.getTime();
