-- name: list_tickets
-- Where tickets stand, what comes next first; a filter that is null lets all through.
select ticket, customer, subject, contract, plan, theatre, priority, level, status, waiting_on, owner,
       opened_at, next_due, next_is, deadline, deadline_is, breached, guaranteed, events
from tickets
where ($1::text is null or status = $1)
  and ($2::text is null or customer = $2)
  and ($3::text is null or contract = $3)
  and ($4::text is null or priority = $4)
  and ($5::text is null or level = $5)
  and ($6::boolean is null or breached = $6)
  and ($7::boolean is null or (status <> 'closed') = $7)
order by next_due nulls last, opened_at desc, ticket
limit $8
