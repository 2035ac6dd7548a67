-- Devices by verdict.
SELECT
    device.verdict AS verdict,
    count() AS devices
FROM handoffs FINAL
ARRAY JOIN device
GROUP BY verdict
ORDER BY verdict
