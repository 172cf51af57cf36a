-- name: hook_events
-- The events of one system or of all, in one state or in any, the latest first; those with these ids, where any are given.
select system, id, external, ticket, received_at, occurred_at, position, opens, due_at, wait_until, headers, body,
       commands, state, sentence, decided_at
from hook_events
where ($1::text is null or system = $1)
  and ($2::text is null or state = $2)
  and (cardinality($3::text[]) = 0 or id = any($3))
order by received_at desc, system, id
limit $4
