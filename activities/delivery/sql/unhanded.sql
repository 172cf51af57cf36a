-- name: unhanded
-- The first announcements of a ticket that were not handed over yet.
select event, recipient, min(announced_at) as announced_at
from announcements
where ticket = $1 and handed_over_at is null
group by event, recipient
order by event, recipient
limit 200
