/** Generated from schemas/ by `npm run schemas`; a test fails when it is stale. */
import type { AlertDelivered, AlertRaised, DeadLetterReplayed, DeadLetter, FactsRead, HandoffJudged, HostSnapshot, LinesCollected, SignatureMuted, SignatureSeen, SignatureUnmuted, SourceEnded, Ticked } from './type';

/** Every type of event, the stream it goes to and what its key is. */
export const EVENTS = {
  'io.quiesce.alert-delivered.v1': { stream: 'deliveries', key: 'alert/channel' },
  'io.quiesce.alert-raised.v1': { stream: 'alerts', key: 'alert' },
  'io.quiesce.dead-letter-replayed.v1': { stream: 'dead-letters', key: 'letter' },
  'io.quiesce.dead-letter.v1': { stream: 'dead-letters', key: 'origin' },
  'io.quiesce.facts-read.v1': { stream: 'facts', key: 'host' },
  'io.quiesce.handoff-judged.v1': { stream: 'handoffs', key: 'host' },
  'io.quiesce.host-snapshot.v1': { stream: 'snapshots', key: 'host' },
  'io.quiesce.lines-collected.v1': { stream: 'lines', key: 'host' },
  'io.quiesce.signature-muted.v1': { stream: 'mutes', key: 'signature' },
  'io.quiesce.signature-seen.v1': { stream: 'signatures', key: 'signature' },
  'io.quiesce.signature-unmuted.v1': { stream: 'mutes', key: 'signature' },
  'io.quiesce.source-ended.v1': { stream: 'lines', key: 'host' },
  'io.quiesce.ticked.v1': { stream: 'lines', key: 'host' },
} as const;
export interface EventShapes {
  readonly 'io.quiesce.alert-delivered.v1': AlertDelivered;
  readonly 'io.quiesce.alert-raised.v1': AlertRaised;
  readonly 'io.quiesce.dead-letter-replayed.v1': DeadLetterReplayed;
  readonly 'io.quiesce.dead-letter.v1': DeadLetter;
  readonly 'io.quiesce.facts-read.v1': FactsRead;
  readonly 'io.quiesce.handoff-judged.v1': HandoffJudged;
  readonly 'io.quiesce.host-snapshot.v1': HostSnapshot;
  readonly 'io.quiesce.lines-collected.v1': LinesCollected;
  readonly 'io.quiesce.signature-muted.v1': SignatureMuted;
  readonly 'io.quiesce.signature-seen.v1': SignatureSeen;
  readonly 'io.quiesce.signature-unmuted.v1': SignatureUnmuted;
  readonly 'io.quiesce.source-ended.v1': SourceEnded;
  readonly 'io.quiesce.ticked.v1': Ticked;
}
