-- What is asked of facts as a whole, kept beside them by the insert itself: cheaper than a scan, and there still when the facts are
-- let go (`store.factsDays`, libs/store/src/retention.ts). Inserted again, an event changes nothing here either: least and greatest
-- times stay, rows replace.

-- Merges that let old rows go rewrite a table's parts, and a part holds rows of all ages: once a week is often enough.
ALTER TABLE lines MODIFY SETTING merge_with_ttl_timeout = 604800;
ALTER TABLE facts MODIFY SETTING merge_with_ttl_timeout = 604800;

-- Every host that ever said or was told anything, and when.
CREATE TABLE IF NOT EXISTS hosts
(
    host String,
    first_at SimpleAggregateFunction(min, DateTime64(3, 'UTC')),
    last_at SimpleAggregateFunction(max, DateTime64(3, 'UTC'))
)
ENGINE = AggregatingMergeTree
ORDER BY host;

CREATE MATERIALIZED VIEW IF NOT EXISTS hosts_of_facts TO hosts AS
SELECT host, min(received_at) AS first_at, max(received_at) AS last_at
FROM facts
GROUP BY host;

CREATE MATERIALIZED VIEW IF NOT EXISTS hosts_of_handoffs TO hosts AS
SELECT host, min(received_at) AS first_at, max(received_at) AS last_at
FROM handoffs
GROUP BY host;

INSERT INTO hosts (host, first_at, last_at)
SELECT host, min(received_at), max(received_at) FROM facts GROUP BY host;
INSERT INTO hosts (host, first_at, last_at)
SELECT host, min(received_at), max(received_at) FROM handoffs GROUP BY host;

-- Trouble that no table row reads, one row a line, by its masked text. `version` is that of its fact.
CREATE TABLE IF NOT EXISTS unknown_lines
(
    masked String,
    host LowCardinality(String),
    source LowCardinality(String),
    line UInt32 CODEC(Delta, ZSTD),
    received_at DateTime64(3, 'UTC') CODEC(Delta, ZSTD),
    version UInt64 CODEC(ZSTD)
)
ENGINE = ReplacingMergeTree(version)
ORDER BY (masked, host, source, line);

CREATE MATERIALIZED VIEW IF NOT EXISTS unknown_lines_of_facts TO unknown_lines AS
SELECT JSONExtractString(fields, 'masked') AS masked, host, source, line, received_at, version
FROM facts
WHERE kind = 'line-unknown';

INSERT INTO unknown_lines (masked, host, source, line, received_at, version)
SELECT JSONExtractString(fields, 'masked'), host, source, line, received_at, version
FROM facts
WHERE kind = 'line-unknown';
