-- name: record_deliveries
-- Records what came of announcements for a person through a channel, each once. What went out stays so.
insert into deliveries (person, channel, call, outcome, at, message, detail, ticket, event, recipient)
select $1, $2, $3, $4, $5, $6, $7, ticket, event, recipient
from unnest($8::text[], $9::integer[], $10::text[]) as told (ticket, event, recipient)
order by ticket, event, recipient
on conflict (ticket, event, recipient, person, channel, call) do update
set outcome = excluded.outcome,
    at      = excluded.at,
    message = excluded.message,
    detail  = excluded.detail
where deliveries.outcome <> 'sent' and excluded.outcome = 'sent'
