-- name: remap_hook_event
-- Take a rejected event for what the mapping makes of it now.
update hook_events
set external = $3, ticket = $4, occurred_at = $5, position = $6, opens = $7, due_at = $8, wait_until = $9,
    commands = $10, state = $11, sentence = $12, decided_at = $13
where system = $1 and id = $2 and state = 'rejected'
returning id
