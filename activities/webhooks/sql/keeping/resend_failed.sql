-- name: resend_failed
-- Let all deliveries of a webhook that failed wait again.
update webhook_deliveries set state = 'waiting', given = false, since = $2
where webhook = $1 and state = 'failed'
returning position
