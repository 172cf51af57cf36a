-- name: list_announcements
-- The last announcements of a ticket, or of all where it is null, in the order in which they were made.
select ticket, event, recipient, channel, occurred_at, announced_at, sentence
from (
    select *
    from announcements
    where $1::text is null or ticket = $1
    order by announced_at desc, ticket desc, event desc
    limit $2
) as last_ones
order by announced_at, ticket, event, recipient, channel
