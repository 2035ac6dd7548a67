-- Handoffs as last judged, latest first, one page. Empty parameters do not filter; driver, verdict, signature and
-- policy must hold for one and the same device: `has` is the quick look that spares most rows the exact one.
SELECT
    id,
    host,
    kind,
    outcome,
    kernel_from,
    kernel_to,
    policy,
    iommu_from,
    iommu_to,
    complete,
    worst,
    device.verdict AS verdicts,
    toUnixTimestamp64Milli(received_at) AS received_ms
FROM handoffs FINAL
WHERE ({host:String} = '' OR host = {host:String})
  AND ({kind:String} = '' OR kind = {kind:String})
  AND ({kernel:String} = '' OR kernel_from = {kernel:String} OR kernel_to = {kernel:String})
  AND ({driver:String} = '' OR has(device.driver_before, {driver:String}) OR has(device.driver_after, {driver:String}))
  AND ({verdict:String} = '' OR has(device.verdict, {verdict:String}))
  AND ({signature:String} = '' OR has(device.signature, {signature:String}))
  AND (
        {driver:String} = '' AND {verdict:String} = '' AND {signature:String} = ''
        AND ({policy:String} = '' OR policy = {policy:String} OR has(device.policy, {policy:String}))
        OR arrayExists(
            (before, after, v, s, p) -> ({driver:String} = '' OR before = {driver:String} OR after = {driver:String})
                AND ({verdict:String} = '' OR v = {verdict:String})
                AND ({signature:String} = '' OR s = {signature:String})
                AND ({policy:String} = '' OR p = {policy:String}),
            device.driver_before, device.driver_after, device.verdict, device.signature, device.policy
        )
      )
  AND (
        {before_ms:Int64} < 0
        OR (toUnixTimestamp64Milli(received_at), id) < ({before_ms:Int64}, {before_id:String})
      )
ORDER BY received_at DESC, id DESC
LIMIT {limit:UInt32}
