-- name: record_announcements
-- Records announcements of a ticket, each once by its key; answers with the keys that are new.
insert into announcements (ticket, announced_at, event, recipient, channel, occurred_at, sentence)
select $1, $2, event, recipient, channel, occurred_at, sentence
from unnest($3::integer[], $4::text[], $5::text[], $6::timestamptz[], $7::text[])
    as told (event, recipient, channel, occurred_at, sentence)
order by event, recipient, channel
on conflict (ticket, event, recipient, channel) do nothing
returning event, recipient, channel
