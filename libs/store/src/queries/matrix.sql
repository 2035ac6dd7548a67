-- Cells of driver × policy within one kind of handoff, counted in devices and in hosts. An unobserved device is in no rate.
SELECT
    device.driver AS driver,
    device.policy AS policy,
    countIf(device.verdict IN {bad:Array(String)}) AS bad,
    countIf(device.verdict != 'unobserved') AS observed,
    countIf(device.verdict = 'unobserved') AS unobserved,
    uniqExactIf(host, device.verdict != 'unobserved') AS hosts,
    uniqExactIf(host, device.verdict IN {bad:Array(String)}) AS bad_hosts
FROM handoffs FINAL
ARRAY JOIN device
WHERE kind = {kind:String}
GROUP BY driver, policy
ORDER BY driver, policy
