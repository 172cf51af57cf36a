-- name: is_answered
-- Whether somebody took a ticket in charge, or ended it, after an event of it.
select exists (
    select
    from events
    where ticket = $1 and number > $2 and type in ('Acknowledged', 'TicketResolved', 'TicketClosed')
)
