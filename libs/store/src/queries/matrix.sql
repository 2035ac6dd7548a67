-- Cells of driver × policy within one kind of handoff, counted in devices and in hosts. An unobserved device is in no rate.
SELECT * EXCEPT (seen)
FROM
(
    SELECT
        device_driver,
        device_policy,
        countIf(verdict IN {bad:Array(String)}) AS bad,
        countIf(verdict != 'unobserved') AS observed,
        countIf(verdict = 'unobserved') AS unobserved,
        uniqExactIf(host, verdict != 'unobserved') AS hosts,
        uniqExactIf(host, verdict IN {bad:Array(String)}) AS bad_hosts,
        groupUniqArrayIf((toString(signature), id), signature != '') AS seen,
        length(seen) AS sights,
        arrayCount(times -> times = 1, arrayReduce('sumMap', arrayMap(sight -> [sight.1], seen), arrayMap(sight -> [1], seen)).2) AS singletons
    FROM handoffs FINAL
    ARRAY JOIN device.driver AS device_driver, device.policy AS device_policy, device.verdict AS verdict, device.signature AS signature
    WHERE kind = {kind:String}
    GROUP BY device_driver, device_policy
)
ORDER BY device_driver, device_policy
