/** How long the store keeps what grows without end: raw lines and facts, counted from when they were collected. */

/** Days; null keeps for ever. Handoffs, signatures, sightings, alerts and what 0002-rollups.sql makes of facts are always kept. */
export interface Retention {
  readonly lines: number | null;
  readonly facts: number | null;
}
export type RetainedTable = keyof Retention;
export const RETAINED = ['lines', 'facts'] as const satisfies readonly RetainedTable[];

/** As ClickHouse writes it back in `create_table_query`. */
const ttlOf = (days: number): string => `TTL toDateTime(received_at) + toIntervalDay(${days})`;

/**
 * The statement that makes a table keep its rows for so long, null where `definition`, its CREATE statement as ClickHouse tells it, says
 * so already: a change makes ClickHouse look through all parts.
 */
export const retentionChange = (table: RetainedTable, days: number | null, definition: string): string | null => {
  if (days === null) return / TTL /.test(definition) ? `ALTER TABLE ${table} REMOVE TTL` : null;
  return new RegExp(`${ttlOf(days).replace(/[()+]/g, '\\$&')}(?: SETTINGS|$)`).test(definition)
    ? null
    : `ALTER TABLE ${table} MODIFY ${ttlOf(days)}`;
};
