-- name: count_tickets
-- How many tickets there are of each contract, plan, priority and status, and how many of them stand breached.
select contract, plan, priority, status, count(*) as tickets, count(*) filter (where breached) as breached
from tickets
group by contract, plan, priority, status
order by contract, plan, priority, status
