-- Hosts that showed some signatures, and their incoming kernels, by day since 1970.
SELECT
    toString(shown) AS id,
    groupArray(day) AS days,
    groupArray(hosts) AS hosts_by_day,
    groupArray(kernels) AS kernels_by_day
FROM
(
    SELECT
        shown,
        toUInt16(toDate(received_at)) AS day,
        toUInt32(uniqExact(host)) AS hosts,
        groupUniqArray(toString(kernel_to)) AS kernels
    FROM handoffs FINAL
    ARRAY JOIN device.signature AS shown
    WHERE shown != '' AND shown IN {ids:Array(String)}
    GROUP BY shown, day
    ORDER BY shown, day
)
GROUP BY shown
ORDER BY id
