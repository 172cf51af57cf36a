-- name: forgotten_deliveries
-- Give once more what has waited for two hours without an attempt, though its webhook may be asked: nobody knows of it.
update webhook_deliveries set given = false
from webhooks
where webhooks.id = webhook and state = 'waiting' and given and ended_at is null
  and coalesce(not_before, now()) <= now() and at < now() - interval '2 hours'
  and not exists (
      select from webhook_deliveries as other
      where other.webhook = webhook_deliveries.webhook and other.ticket = webhook_deliveries.ticket
        and other.state = 'waiting' and other.at >= now() - interval '2 hours'
  )
