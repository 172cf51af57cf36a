-- name: put_standing
-- Says where a ticket stands ($1, a Standing and its chain as JSON), where an earlier event of its own chain left it.
insert into tickets
select * from json_populate_record(null::tickets, $1::json)
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
