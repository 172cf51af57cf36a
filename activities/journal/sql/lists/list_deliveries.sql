-- name: list_deliveries
-- What was announced of a ticket and what came of it, in that order; without a person where nothing came of it yet.
select
    told.event, told.recipient, told.sentence, told.announced_at,
    brought.person, brought.channel, brought.call, brought.outcome, brought.at, brought.message, brought.detail
from (
    select event, recipient, min(sentence) as sentence, min(announced_at) as announced_at
    from announcements
    where ticket = $1
    group by event, recipient
) as told
left join deliveries as brought
    on brought.ticket = $1 and brought.event = told.event and brought.recipient = told.recipient
order by told.event, told.recipient, brought.at, brought.call, brought.person, brought.channel
