-- Devices by verdict.
SELECT
    verdict,
    count() AS devices
FROM handoffs FINAL
ARRAY JOIN device.verdict AS verdict
GROUP BY verdict
ORDER BY verdict
