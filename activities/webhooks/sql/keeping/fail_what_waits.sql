-- name: fail_what_waits
-- What waited for a webhook ($1) that has ended has failed, at an instant ($2), and why ($3).
update webhook_deliveries set state = 'failed', at = $2, detail = $3 where webhook = $1 and state = 'waiting'
