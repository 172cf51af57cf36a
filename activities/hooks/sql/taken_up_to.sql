-- name: taken_up_to
-- The latest time of what an external ticket has taken.
select max(occurred_at)
from hook_events
where system = $1 and external = $2 and state = 'taken'
