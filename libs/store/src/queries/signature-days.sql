-- Hosts that showed some signatures, by day.
SELECT
    toString(shown) AS id,
    toString(toDate(received_at)) AS day,
    uniqExact(host) AS hosts,
    groupUniqArray(toString(kernel_to)) AS kernels
FROM handoffs FINAL
ARRAY JOIN arrayDistinct(device.signature) AS shown
WHERE hasAny(device.signature, {ids:Array(String)}) AND shown IN {ids:Array(String)}
GROUP BY id, day
ORDER BY id, day
