-- name: settle_hook_event
-- What came of an event that was held.
update hook_events
set state = $3, sentence = $4, decided_at = $5
where system = $1 and id = $2 and state = 'held'
