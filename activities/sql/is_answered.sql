-- name: is_answered
-- Whether an alarm is over: since its event somebody took the ticket in charge, ended it, or waits for somebody (then the
-- end of the wait calls anew), or a later alarm calls in its place.
select exists (
    select
    from events
    where ticket = $1
      and number > $2
      and type in ('Acknowledged', 'WaitStarted', 'TicketResolved', 'TicketClosed')
)
or exists (
    select
    from announcements
    where ticket = $1 and event > $2 and recipient = 'on-call'
)
