-- name: digests_between
-- The digests of a ticket's events from one number to another, both included.
select number, digest
from events
where ticket = $1 and number between $2 and $3
