-- name: order_stands
-- Whether events that were committed wait for their positions, and the last position that there is.
select exists (select from events_to_order) as waits,
       coalesce((select max(position) from events_in_order), 0) as last
