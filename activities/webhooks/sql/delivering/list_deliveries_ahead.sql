-- name: list_deliveries_ahead
-- Let a webhook ($1) wait for what is meant for it up to a position ($2), and be behind that no more.
-- Of customers of these names ($3), of these kinds ($4); where one is null, all.
with behind as (
    select id, position from webhooks where id = $1 and position < $2 and ended_at is null for update
),
listed as (
    insert into webhook_deliveries (webhook, position, ticket, number, state, since, at)
    select id, events_in_order.position, ticket, number, 'waiting', now(), now()
    from behind
    join events_in_order on events_in_order.position > behind.position and events_in_order.position <= $2
    join events using (ticket, number)
    join tickets using (ticket)
    where ($3::text[] is null or tickets.customer = any($3)) and ($4::text[] is null or type = any($4))
    on conflict do nothing
)
update webhooks set position = $2 from behind where webhooks.id = behind.id
