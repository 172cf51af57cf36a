-- name: record_announcements
-- Records announcements of a ticket, each once by its key; answers with the keys that are new.
-- Where nobody brings them ($8) they are handed over with that.
insert into announcements (ticket, announced_at, event, recipient, channel, occurred_at, sentence, handed_over_at)
select $1, $2::timestamptz, event, recipient, channel, occurred_at, sentence, case when $8 then $2::timestamptz end
from unnest($3::integer[], $4::text[], $5::text[], $6::timestamptz[], $7::text[])
    as told (event, recipient, channel, occurred_at, sentence)
order by event, recipient, channel
on conflict (ticket, event, recipient, channel) do nothing
returning event, recipient, channel
