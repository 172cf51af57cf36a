-- name: written
-- Where a ticket stands and which chain of runs writes it, with the digests of its events from one number to another.
select tickets.ticket, customer, subject, priority, level, status, chain, number, digest
from tickets
left join events on events.ticket = tickets.ticket and number between $2 and $3
where tickets.ticket = $1
