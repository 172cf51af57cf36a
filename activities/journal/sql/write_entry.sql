-- name: write_entry
-- One entry of the journal in one statement; answers with the keys of the announcements that are new.
-- Events ($2 to $7): one whose number is taken is left out.
-- They also wait for their place in the order of all events.
-- Where the ticket stands ($8, a Standing and its chain as JSON), where an earlier event of its own chain left it.
-- Announcements ($9 to $14), each once by its key; where nobody brings them ($15) they are handed over with that.
with added as (
    insert into events (ticket, number, recorded_at, occurred_at, type, body, digest)
    select $1, number, recorded_at, occurred_at, type, body::json, digest
    from unnest($2::integer[], $3::timestamptz[], $4::timestamptz[], $5::text[], $6::text[], $7::text[])
        as added (number, recorded_at, occurred_at, type, body, digest)
    order by number
    on conflict (ticket, number) do nothing
    returning ticket, number
),
to_order as (
    insert into events_to_order select ticket, number from added
),
stands as (
    insert into tickets
    select * from json_populate_record(null::tickets, $8::json)
    on conflict (ticket) do update
    set customer   = excluded.customer,
        subject    = excluded.subject,
        contract   = excluded.contract,
        plan       = excluded.plan,
        theatre    = excluded.theatre,
        priority   = excluded.priority,
        level      = excluded.level,
        status     = excluded.status,
        waiting_on = excluded.waiting_on,
        owner      = excluded.owner,
        opened_at  = excluded.opened_at,
        next_due   = excluded.next_due,
        next_is    = excluded.next_is,
        breached   = excluded.breached,
        guaranteed = excluded.guaranteed,
        deadline   = excluded.deadline,
        deadline_is = excluded.deadline_is,
        events     = excluded.events,
        chain      = excluded.chain
    where tickets.events < excluded.events and coalesce(tickets.chain, excluded.chain) = excluded.chain
)
insert into announcements (ticket, announced_at, event, recipient, channel, occurred_at, sentence, handed_over_at)
select $1, $9::timestamptz, event, recipient, channel, occurred_at, sentence, case when $15 then $9::timestamptz end
from unnest($10::integer[], $11::text[], $12::text[], $13::timestamptz[], $14::text[])
    as told (event, recipient, channel, occurred_at, sentence)
order by event, recipient, channel
on conflict (ticket, event, recipient, channel) do nothing
returning event, recipient, channel
