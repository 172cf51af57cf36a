-- name: next_delivery
-- What waits longest for a webhook ($1) of a ticket ($2), how it is sent, and whether another one waits behind it.
select first.position, first.number, since, url, secret, earlier_secret, earlier_until, not_before,
       exists (
           select from webhook_deliveries as later
           where later.webhook = $1 and later.ticket = $2 and later.state = 'waiting' and later.position > first.position
       ) as more
from webhook_deliveries as first
join webhooks on webhooks.id = first.webhook
where first.webhook = $1 and first.ticket = $2 and first.state = 'waiting' and ended_at is null
order by first.position
limit 1
