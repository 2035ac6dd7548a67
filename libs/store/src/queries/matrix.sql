-- Cells of driver × policy within one kind of handoff, counted in devices and in hosts. An unobserved device is in no rate.
SELECT
    device_driver,
    device_policy,
    countIf(verdict IN {bad:Array(String)}) AS bad,
    countIf(verdict != 'unobserved') AS observed,
    countIf(verdict = 'unobserved') AS unobserved,
    uniqExactIf(host, verdict != 'unobserved') AS hosts,
    uniqExactIf(host, verdict IN {bad:Array(String)}) AS bad_hosts
FROM handoffs FINAL
ARRAY JOIN device.driver AS device_driver, device.policy AS device_policy, device.verdict AS verdict
WHERE kind = {kind:String}
GROUP BY device_driver, device_policy
ORDER BY device_driver, device_policy
