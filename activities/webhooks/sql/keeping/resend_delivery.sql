-- name: resend_delivery
-- Let one delivery, unless it waits, wait again.
update webhook_deliveries set state = 'waiting', given = false, since = $3
where webhook = $1 and position = $2 and state <> 'waiting'
