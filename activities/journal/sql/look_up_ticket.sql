-- name: look_up_ticket
-- Where the ticket stands that has this id, if another chain of runs than $2 writes it.
select ticket, customer, subject, priority, level, status
from tickets
where ticket = $1 and chain is distinct from $2
