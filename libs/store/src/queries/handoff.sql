-- One handoff as last judged.
SELECT
    handoff,
    boots,
    version,
    toUnixTimestamp64Milli(received_at) AS received_ms
FROM handoffs FINAL
WHERE id = {id:String}
LIMIT 1
