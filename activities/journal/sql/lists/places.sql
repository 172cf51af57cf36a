-- name: places
-- Of events of a ticket: their kind, the terms that then held, and whether the ticket has the highest priority.
-- A level that is another company is not among the levels: it is tried in nobody's place.
-- An event that the journal does not have yet is not among them.
select events.number as event,
       events.type as type,
       bound.terms ->> 'contract' as contract,
       bound.terms ->> 'theatre' as theatre,
       tickets.customer as customer,
       array(
           select rung.value ->> 'name'
           from json_array_elements(bound.terms -> 'levels') as rung
           where rung.value ->> 'outside' is distinct from 'true'
       ) as levels,
       bound.terms -> 'priorities' ->> 0 = tickets.priority as first
from events
join tickets using (ticket)
cross join lateral (
    select body -> 'event' -> 'terms' as terms
    from events as binding
    where binding.ticket = events.ticket
      and binding.number <= events.number
      and binding.type in ('TicketOpened', 'TicketMigrated')
    order by binding.number desc
    limit 1
) as bound
where events.ticket = $1 and events.number = any($2::integer[])
