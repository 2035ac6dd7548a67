-- Hosts that went through handoffs of some cohorts, by day. Cohorts are given as parallel arrays; `cohort` is a place in them, from 1.
WITH arrayMap(
    (kind, driver, device, policy, iommu) -> cityHash64(kind, driver, device, policy, iommu),
    {kinds:Array(String)}, {drivers:Array(String)}, {devices:Array(String)}, {policies:Array(String)}, {iommus:Array(String)}
) AS asked
SELECT
    indexOf(asked, name) AS cohort,
    toString(toDate(received_at)) AS day,
    uniqExact(host) AS hosts,
    groupUniqArray(toString(kernel_to)) AS kernels
FROM handoffs FINAL
ARRAY JOIN arrayIntersect(exposed, asked) AS name
WHERE hasAny(exposed, asked)
GROUP BY cohort, day
ORDER BY cohort, day
