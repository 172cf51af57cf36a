-- name: end_webhook
-- Tell a webhook ($1) of nothing more, from an instant ($2) and because of something ($3).
update webhooks set ended_at = $2, ended_because = $3 where id = $1 and ended_at is null returning id
