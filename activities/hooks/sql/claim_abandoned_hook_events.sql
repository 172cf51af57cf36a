-- name: claim_abandoned_hook_events
-- Held events that nobody has looked at since they were due: whoever took them in ended before handing them over.
update hook_events
set due_at = $2
where (system, id) in (select system, id from hook_events where state = 'held' and due_at < $1
                       order by due_at limit $3 for update skip locked)
returning system, external, id, occurred_at, position, opens, wait_until
