-- name: unhanded
-- The announcements among these of a ticket that were not handed over yet.
select distinct event, recipient
from announcements
join unnest($2::integer[], $3::text[]) as told (event, recipient) using (event, recipient)
where ticket = $1 and handed_over_at is null
order by event, recipient
