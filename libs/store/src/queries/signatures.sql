-- Signatures with who shows them now, whom they were new to, and who does not want to be told of them now. `worst` is the 1-based place of the worst verdict in {verdicts}, worst first;
-- one that a later version of its handoffs took back stays, with no devices, where a sighting is on record.
SELECT
    known.id AS id,
    known.version AS version,
    known.title AS title,
    known.parts AS parts,
    if(seen.seen_ms > 0, seen.seen_ms, met.first_ms) AS first_ms,
    greatest(seen.seen_ms, met.last_ms) AS last_ms,
    met.hosts AS hosts,
    met.handoffs AS handoffs,
    met.devices AS devices,
    if(met.devices > 0, met.worst, indexOf({verdicts:Array(String)}, seen.verdict)) AS worst,
    told.scope AS scope,
    if(mute.until > now64(3), mute.last.1, '') AS muted_by,
    mute.last.2 AS muted_why,
    toUnixTimestamp64Milli(mute.at) AS muted_ms,
    toUnixTimestamp64Milli(mute.until) AS muted_until_ms
FROM signatures AS known FINAL
LEFT JOIN
(
    SELECT
        toString(signature) AS signature_id,
        min(toUnixTimestamp64Milli(received_at)) AS first_ms,
        max(toUnixTimestamp64Milli(received_at)) AS last_ms,
        uniqExact(host) AS hosts,
        uniqExact(handoffs.id) AS handoffs,
        count() AS devices,
        min(indexOf({verdicts:Array(String)}, verdict)) AS worst
    FROM handoffs FINAL
    ARRAY JOIN device.signature AS signature, device.verdict AS verdict
    WHERE signature != ''
      AND ({id:String} = '' OR has(device.signature, {id:String}) AND signature = {id:String})
    GROUP BY signature_id
) AS met ON met.signature_id = known.id
LEFT JOIN
(
    SELECT
        signature,
        toUnixTimestamp64Milli(seen_at) AS seen_ms,
        toString(verdict) AS verdict
    FROM sightings FINAL
    WHERE scope = 'fleet'
) AS seen ON seen.signature = known.id
LEFT JOIN
(
    SELECT signature, argMax(toString(scope), raised_at) AS scope
    FROM alerts FINAL
    WHERE kind = 'new-signature'
    GROUP BY signature
) AS told ON told.signature = known.id
LEFT JOIN
(
    SELECT
        signature,
        max(mutes.at) AS at,
        argMax(mutes.until, mutes.at) AS until,
        argMax((person, why), mutes.at) AS last
    FROM mutes FINAL
    GROUP BY signature
) AS mute ON mute.signature = known.id
WHERE ({id:String} = '' OR known.id = {id:String}) AND (met.devices > 0 OR seen.seen_ms > 0)
  AND ({before_ms:Int64} < 0 OR (last_ms, id) < ({before_ms:Int64}, {before_id:String}))
ORDER BY last_ms DESC, id DESC
LIMIT {limit:UInt32}
