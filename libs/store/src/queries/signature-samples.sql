-- Latest handoffs in which a device shows a signature.
SELECT handoff
FROM handoffs FINAL
WHERE has(device.signature, {id:String})
ORDER BY received_at DESC, id DESC
LIMIT {limit:UInt32}
