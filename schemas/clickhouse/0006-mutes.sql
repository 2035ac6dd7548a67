-- Who did not want to be told of a signature, why and until when, and who took that back: then `until` is when.
CREATE TABLE IF NOT EXISTS mutes
(
    signature String,
    at DateTime64(3, 'UTC'),
    what LowCardinality(String),
    person String,
    why String,
    until DateTime64(3, 'UTC')
)
ENGINE = ReplacingMergeTree
ORDER BY (signature, at, what);
