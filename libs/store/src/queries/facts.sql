-- Facts of a stretch of one source, in order.
SELECT
    family,
    kind,
    source,
    line,
    lines,
    last_line,
    boot,
    named_host,
    bdf,
    time,
    at,
    fields,
    fault,
    count,
    corrupted
FROM facts FINAL
WHERE host = {host:String} AND source = {source:String} AND line BETWEEN {first:UInt32} AND {last:UInt32}
ORDER BY line, kind, bdf, fields
