-- From which kernel to which a signature was seen, latest first sight first.
SELECT
    toString(kernel_from) AS from_release,
    toString(kernel_to) AS to_release,
    min(toUnixTimestamp64Milli(received_at)) AS first_ms,
    max(toUnixTimestamp64Milli(received_at)) AS last_ms,
    uniqExact(host) AS hosts,
    count() AS handoffs
FROM handoffs FINAL
WHERE has(device.signature, {id:String})
GROUP BY from_release, to_release
ORDER BY first_ms DESC, from_release, to_release
LIMIT {limit:UInt32}
