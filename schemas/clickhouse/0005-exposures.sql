-- Cohorts of signatures (kind, driver, device, policy, IOMMU mode) that a handoff exposed: devices of theirs could have shown something. A lost
-- host is a failure of the handoff itself, so that every one whose outcome is known is an exposure to it, and to nothing else.
ALTER TABLE handoffs ADD COLUMN IF NOT EXISTS exposed Array(UInt64) MATERIALIZED arrayDistinct(arrayConcat(
    arrayFilter(
        (cohort, verdict) -> verdict NOT IN ('unobserved', 'lost'),
        arrayMap(
            (driver, vendor_device, policy, iommu) -> cityHash64(toString(kind), driver, vendor_device, policy, iommu),
            arrayMap(name -> toString(name), device.driver),
            arrayMap(name -> toString(name), device.vendor_device),
            arrayMap(name -> toString(name), device.policy),
            arrayMap(name -> toString(name), device.iommu)
        ),
        device.verdict
    ),
    if(outcome = 'unknown', [], [cityHash64(toString(kind), 'host', 'host', '', '')])
));

ALTER TABLE handoffs MATERIALIZE COLUMN exposed;
