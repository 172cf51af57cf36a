-- name: one_ticket
-- Where one ticket stands.
select ticket, customer, subject, contract, plan, theatre, priority, level, status, waiting_on, owner,
       opened_at, next_due, next_is, deadline, deadline_is, breached, guaranteed, events
from tickets
where ticket = $1
