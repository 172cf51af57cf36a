-- name: mark_handed_over
-- Says that announcements of a ticket went to the mailboxes of those they are for.
update announcements
set handed_over_at = $4
from unnest($2::integer[], $3::text[]) as told (event, recipient)
where announcements.ticket = $1
  and announcements.event = told.event
  and announcements.recipient = told.recipient
  and handed_over_at is null
