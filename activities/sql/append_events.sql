-- name: append_events
-- Appends events to a ticket's stream; one whose number is taken is left out.
insert into events (ticket, number, recorded_at, occurred_at, type, body, digest)
select $1, number, recorded_at, occurred_at, type, body::json, digest
from unnest($2::integer[], $3::timestamptz[], $4::timestamptz[], $5::text[], $6::text[], $7::text[])
    as added (number, recorded_at, occurred_at, type, body, digest)
order by number
on conflict (ticket, number) do nothing
