-- Where the lines of a handoff lie.
SELECT
    host,
    boots
FROM handoffs FINAL
WHERE id = {id:String}
LIMIT 1
