-- Raw lines of a stretch of one source, in order.
SELECT
    source,
    line,
    text
FROM lines FINAL
WHERE host = {host:String} AND source = {source:String} AND line BETWEEN {first:UInt32} AND {last:UInt32}
ORDER BY line
LIMIT {limit:UInt32}
