-- name: delete_webhook
-- Forget a webhook and its deliveries.
delete from webhooks where id = $1 returning id
