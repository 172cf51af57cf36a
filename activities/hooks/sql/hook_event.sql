-- name: hook_event
-- One event of a system.
select system, id, external, ticket, received_at, occurred_at, position, opens, due_at, wait_until, headers, body,
       commands, state, sentence, decided_at
from hook_events
where system = $1 and id = $2
