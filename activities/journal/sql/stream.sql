-- name: stream
-- All events of a ticket in their order, as they are stored.
select body, digest
from events
where ticket = $1
order by number
