-- name: read_order
-- The events behind a position ($1) and up to another one ($2), at most $6 of them.
-- Of customers of these names ($3), of these kinds ($4), of one ticket ($5); where one is null, all.
select position, ticket, customer, body, digest, number
from events_in_order
join events using (ticket, number)
join tickets using (ticket)
where position > $1
  and position <= $2
  and ($3::text[] is null or customer = any($3))
  and ($4::text[] is null or type = any($4))
  and ($5::text is null or ticket = $5)
order by position
limit $6
