-- name: ringing
-- The events of a ticket whose alarms to $2 nobody has answered.
select distinct event
from announcements as told
where ticket = $1
  and recipient = $2
  and not exists (
      select
      from events
      where events.ticket = told.ticket
        and events.number > told.event
        and events.type in ('Acknowledged', 'TicketResolved', 'TicketClosed')
  )
order by event
