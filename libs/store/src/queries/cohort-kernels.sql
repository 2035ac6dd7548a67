-- Incoming kernels of the hosts that cohort-days.sql counts, by day.
WITH arrayMap(
    (kind, driver, device, policy, iommu) -> cityHash64(kind, driver, device, policy, iommu),
    {kinds:Array(String)}, {drivers:Array(String)}, {devices:Array(String)}, {policies:Array(String)}, {iommus:Array(String)}
) AS asked
SELECT
    indexOf(asked, name) AS cohort,
    groupArray(day) AS days,
    groupArray(kernels) AS kernels_by_day
FROM
(
    SELECT
        name,
        toUInt16(toDate(received_at)) AS day,
        groupUniqArray(toString(kernel_to)) AS kernels
    FROM handoffs FINAL
    ARRAY JOIN exposed AS name
    WHERE name IN (SELECT arrayJoin(asked))
    GROUP BY name, day
    ORDER BY name, day
)
GROUP BY name
ORDER BY cohort
