-- Lines as they are collected, in blocks: the engine makes rows of them, several times as fast as the program could write them one by one.
-- Nothing is kept here.
CREATE TABLE IF NOT EXISTS line_blocks
(
    host String,
    source String,
    first_line UInt32,
    text String,
    received_at DateTime64(3, 'UTC')
)
ENGINE = Null;

-- A last LF ends a line and begins none; a CR before an LF, or at the end, is not the line's.
CREATE MATERIALIZED VIEW IF NOT EXISTS lines_of_blocks TO lines AS
SELECT
    host,
    source,
    toUInt32(first_line + nth - 1) AS line,
    if(endsWith(one, '\r'), substring(one, 1, length(one) - 1), one) AS text,
    received_at
FROM
(
    SELECT
        host,
        source,
        first_line,
        received_at,
        splitByChar('\n', if(endsWith(line_blocks.text, '\n'), substring(line_blocks.text, 1, length(line_blocks.text) - 1), line_blocks.text)) AS all_of
    FROM line_blocks
)
ARRAY JOIN all_of AS one, arrayEnumerate(all_of) AS nth;
