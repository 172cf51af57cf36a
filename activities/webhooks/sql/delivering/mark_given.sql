-- name: mark_given
-- Whoever delivers these (webhooks $1, positions $2) knows of them.
update webhook_deliveries set given = true
from unnest($1::text[], $2::bigint[]) as told (webhook, position)
where webhook_deliveries.webhook = told.webhook and webhook_deliveries.position = told.position
