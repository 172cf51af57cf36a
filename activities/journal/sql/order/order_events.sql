-- name: order_events
-- Give what was committed its positions, in one transaction: the next mover begins when this one's are there to be read.
-- A ticket's events are committed in their order, so of each the lower number is here first, or moved already; and what
-- was recorded never goes back in time.
select pg_advisory_xact_lock(hashtextextended('sundial order of events ' || current_schema(), 0));
with moved as (
    delete from events_to_order
    where (ticket, number) in (select ticket, number from events_to_order order by ticket, number limit 2000)
    returning ticket, number
)
insert into events_in_order (ticket, number)
select ticket, number from moved join events using (ticket, number) order by recorded_at, ticket, number
