-- name: is_answered
-- Whether an alarm is over: since then the ticket was taken in charge, ended or waits, or a later alarm calls.
-- The end of a wait calls anew.
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
