-- name: create_webhook
-- A new webhook.
insert into webhooks (id, url, customer, created_at, created_by, position, kinds, secret)
values ($1, $2, $3, $4, $5, $6, $7, $8)
