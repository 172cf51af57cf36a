-- name: deliveries_of_webhook
-- What came of a webhook's ($1) deliveries, of one state ($2) or of all, behind a position ($3), at most $4 of them.
select position, ticket, number, type as kind, state, attempts, status, detail, since, at
from webhook_deliveries
join events using (ticket, number)
where webhook = $1 and ($2::text is null or state = $2) and position > $3
order by position
limit $4
