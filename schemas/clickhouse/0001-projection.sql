-- The projection of the event log. Every table replaces: inserting an event again, or an older version after a newer
-- one, changes nothing that FINAL shows. Every statement may run twice (a crash between statement and record).

-- Raw lines. The first text said under a number stands, as it does in the correlator: `precedence` falls with time.
CREATE TABLE IF NOT EXISTS lines
(
    host LowCardinality(String),
    source LowCardinality(String),
    line UInt32 CODEC(Delta, ZSTD),
    text String CODEC(ZSTD(6)),
    received_at DateTime64(3, 'UTC') CODEC(Delta, ZSTD),
    precedence UInt64 MATERIALIZED toUInt64(9007199254740991 - toUnixTimestamp64Milli(received_at)) CODEC(Delta, ZSTD)
)
ENGINE = ReplacingMergeTree(precedence)
ORDER BY (host, source, line);

-- One typed thing that a line says. An empty string and a `last_line` of 0 stand for null.
CREATE TABLE IF NOT EXISTS facts
(
    host LowCardinality(String),
    source LowCardinality(String),
    line UInt32 CODEC(Delta, ZSTD),
    kind LowCardinality(String),
    bdf LowCardinality(String),
    fields String CODEC(ZSTD),
    family LowCardinality(String),
    boot UInt32,
    lines Array(UInt32) CODEC(ZSTD),
    last_line UInt32 CODEC(ZSTD),
    named_host LowCardinality(String),
    time Nullable(Float64) CODEC(ZSTD),
    at String CODEC(ZSTD),
    fault Bool,
    count UInt64 CODEC(ZSTD),
    corrupted LowCardinality(String),
    version UInt64 CODEC(ZSTD),
    received_at DateTime64(3, 'UTC') CODEC(Delta, ZSTD)
)
ENGINE = ReplacingMergeTree(version)
PRIMARY KEY (host, source, line)
ORDER BY (host, source, line, kind, bdf, fields);

-- A handoff as last judged, with its devices in the same row: a newer version that lost a device leaves no ghost of it.
CREATE TABLE IF NOT EXISTS handoffs
(
    host LowCardinality(String),
    id String,
    version UInt64,
    received_at DateTime64(3, 'UTC'),
    kind LowCardinality(String),
    outcome LowCardinality(String),
    complete Bool,
    kernel_from LowCardinality(String),
    kernel_to LowCardinality(String),
    policy LowCardinality(String),
    iommu_from LowCardinality(String),
    iommu_to LowCardinality(String),
    worst LowCardinality(String),
    device Nested
    (
        bdf LowCardinality(String),
        vendor_device LowCardinality(String),
        driver LowCardinality(String),
        driver_before LowCardinality(String),
        driver_after LowCardinality(String),
        verdict LowCardinality(String),
        policy LowCardinality(String),
        iommu LowCardinality(String),
        signature LowCardinality(String),
        why String
    ),
    handoff String CODEC(ZSTD(3)),
    boots String CODEC(ZSTD(3)),
    INDEX by_id id TYPE bloom_filter GRANULARITY 1
)
ENGINE = ReplacingMergeTree(version)
ORDER BY (host, id);

-- One device through one handoff, for people and dashboards that ask in SQL.
CREATE VIEW IF NOT EXISTS device_handoffs AS
SELECT
    host,
    id AS handoff,
    device.bdf AS bdf,
    device.driver AS driver,
    device.driver_before AS driver_before,
    device.driver_after AS driver_after,
    device.vendor_device AS vendor_device,
    device.verdict AS verdict,
    device.policy AS policy,
    device.iommu AS iommu,
    device.signature AS signature,
    device.why AS why,
    kind,
    kernel_from,
    kernel_to,
    version,
    received_at
FROM handoffs FINAL
ARRAY JOIN device;

-- What a signature is: its parts say the same wherever it is met, so any row of an id will do.
CREATE TABLE IF NOT EXISTS signatures
(
    id String,
    version UInt32,
    title String,
    parts String
)
ENGINE = ReplacingMergeTree
ORDER BY id;

-- First sight of a signature within a scope, as the watcher decided it. The earliest stands.
CREATE TABLE IF NOT EXISTS sightings
(
    scope LowCardinality(String),
    signature String,
    handoff String,
    host String,
    bdf String,
    verdict LowCardinality(String),
    seen_at DateTime64(3, 'UTC'),
    precedence UInt64 MATERIALIZED toUInt64(9007199254740991 - toUnixTimestamp64Milli(seen_at))
)
ENGINE = ReplacingMergeTree(precedence)
ORDER BY (scope, signature);

CREATE TABLE IF NOT EXISTS alerts
(
    id String,
    kind LowCardinality(String),
    signature String,
    handoff String,
    host String,
    bdf String,
    verdict LowCardinality(String),
    title String,
    text String,
    raised_at DateTime64(3, 'UTC'),
    precedence UInt64 MATERIALIZED toUInt64(9007199254740991 - toUnixTimestamp64Milli(raised_at))
)
ENGINE = ReplacingMergeTree(precedence)
ORDER BY id;
