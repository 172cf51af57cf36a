-- name: delay_hook_events
-- Say when events are looked at again that wait for the opening of their ticket.
update hook_events
set due_at = $3
where system = $1 and id = any($2::text[]) and state = 'held'
