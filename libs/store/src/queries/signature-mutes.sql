-- Who muted a signature and who took it back, latest first.
SELECT
    what,
    person,
    why,
    toUnixTimestamp64Milli(at) AS at_ms,
    toUnixTimestamp64Milli(until) AS until_ms
FROM mutes FINAL
WHERE signature = {id:String}
ORDER BY at DESC, what
LIMIT {limit:UInt32}
