-- name: open_misses
-- Of tickets that are worked on: the earliest deadline that was missed and has not been made up for since.
-- What makes up for it is what would have kept it: `domain/ticket/keeping.py` says so.
select distinct on (missed.ticket)
       missed.ticket as ticket,
       missed.body -> 'event' ->> 'promise' as promise,
       missed.body -> 'event' ->> 'level' as level,
       (missed.body -> 'event' ->> 'due_at')::timestamptz as due_at
from events as missed
join tickets using (ticket)
where missed.ticket = any($1::text[])
  and missed.type = 'PromiseMissed'
  and tickets.breached
  and tickets.status in ('working', 'waiting')
  -- Reception is made up for by the recording itself.
  and missed.body -> 'event' ->> 'promise' <> 'reception'
  and not exists (
      select
      from events as later
      where later.ticket = missed.ticket
        and later.number > missed.number
        and case later.type
            when 'TicketResolved' then true
            when 'MissWithdrawn' then (later.body -> 'event' ->> 'missed')::integer = missed.number
            when 'PriorityConfirmed' then missed.body -> 'event' ->> 'promise' = 'priority-notification'
            when 'Acknowledged' then
                missed.body -> 'event' ->> 'promise' in ('reaction', 'attention')
                or missed.body -> 'event' ->> 'level' = later.body -> 'event' ->> 'level'
            else false
            end
  )
order by missed.ticket, due_at
