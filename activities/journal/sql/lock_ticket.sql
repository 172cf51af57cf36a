-- name: lock_ticket
-- Where a ticket stands and which chain of runs writes it; until the transaction ends nobody else does.
select ticket, customer, subject, priority, level, status, events, chain
from tickets
where ticket = $1
for update
