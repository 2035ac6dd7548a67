-- Totals of the fleet. A host counts from its first fact on, for ever; times are 0 where nothing came yet.
SELECT
    (SELECT uniqExact(host) FROM hosts) AS hosts,
    (SELECT count() FROM handoffs FINAL) AS handoffs,
    (SELECT sum(length(device.bdf)) FROM handoffs FINAL) AS devices,
    (
        SELECT uniqExact(signature)
        FROM
        (
            SELECT toString(arrayJoin(device.signature)) AS signature FROM handoffs FINAL
            UNION ALL
            SELECT signature FROM sightings WHERE scope = 'fleet' AND signature IN (SELECT id FROM signatures)
        )
        WHERE signature != ''
    ) AS signatures,
    (SELECT count() FROM alerts FINAL) AS alerts,
    greatest(
        (SELECT max(toUnixTimestamp64Milli(last_at)) FROM hosts),
        (SELECT max(toUnixTimestamp64Milli(raised_at)) FROM alerts)
    ) AS last_ms
