-- Hosts that went through handoffs of some cohorts, by day since 1970. Cohorts are given as parallel arrays; `cohort` is a place in them, from
-- 1. Rows are of a host's day first, which makes a host count once without a set of hosts a day.
WITH arrayMap(
    (kind, driver, device, policy, iommu) -> cityHash64(kind, driver, device, policy, iommu),
    {kinds:Array(String)}, {drivers:Array(String)}, {devices:Array(String)}, {policies:Array(String)}, {iommus:Array(String)}
) AS asked
SELECT
    indexOf(asked, name) AS cohort,
    groupArray(day) AS days,
    groupArray(hosts) AS hosts_by_day
FROM
(
    SELECT
        arrayJoin(names) AS name,
        day,
        toUInt32(count()) AS hosts
    FROM
    (
        SELECT
            toUInt16(toDate(received_at)) AS day,
            host,
            groupUniqArrayArray(exposed) AS names
        FROM handoffs FINAL
        GROUP BY day, host
    )
    WHERE name IN (SELECT arrayJoin(asked))
    GROUP BY name, day
    ORDER BY name, day
)
GROUP BY name
ORDER BY cohort
