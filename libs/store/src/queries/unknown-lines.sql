-- Trouble in handoffs that no table row reads, by its masked text, with the newest line of it. The most hosts come first: what many
-- hosts say is worth a row.
SELECT
    masked,
    count() AS met,
    uniqExact(host) AS hosts,
    min(toUnixTimestamp64Milli(received_at)) AS first_ms,
    max(toUnixTimestamp64Milli(received_at)) AS last_ms,
    argMax((toString(host), toString(source), line), (received_at, host, source, line)) AS newest,
    newest.1 AS newest_host,
    newest.2 AS newest_source,
    newest.3 AS newest_line
FROM unknown_lines FINAL
GROUP BY masked
HAVING {before_hosts:Int64} < 0
    OR hosts < {before_hosts:Int64}
    OR (hosts = {before_hosts:Int64} AND masked > {after_masked:String})
ORDER BY hosts DESC, masked
LIMIT {limit:UInt32}
