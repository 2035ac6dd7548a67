-- How sure the finding is that gave a device its verdict: `certain`, `likely`, `possible`; '' in rows of before, until a rebuild.
ALTER TABLE handoffs ADD COLUMN IF NOT EXISTS `device.confidence` Array(LowCardinality(String)) AFTER `device.verdict`;

-- As in 0005-exposures.sql, but for devices that were quiet behind a limit, or in lines that were lost: they might have shown something that
-- nobody was told.
ALTER TABLE handoffs MODIFY COLUMN exposed Array(UInt64) MATERIALIZED arrayDistinct(arrayConcat(
    arrayFilter(
        (cohort, verdict, confidence) -> verdict NOT IN ('unobserved', 'lost') AND NOT (verdict = 'clean' AND confidence = 'possible'),
        arrayMap(
            (driver, vendor_device, policy, iommu) -> cityHash64(toString(kind), driver, vendor_device, policy, iommu),
            arrayMap(name -> toString(name), device.driver),
            arrayMap(name -> toString(name), device.vendor_device),
            arrayMap(name -> toString(name), device.policy),
            arrayMap(name -> toString(name), device.iommu)
        ),
        device.verdict,
        device.confidence
    ),
    if(outcome = 'unknown', [], [cityHash64(toString(kind), 'host', 'host', '', '')])
));

ALTER TABLE handoffs MATERIALIZE COLUMN exposed;
