-- name: record_attempt
-- What came of an attempt to deliver: the state ($3), the HTTP status ($4) and what else is known ($5), at an instant ($6).
update webhook_deliveries
set state = $3, status = $4, detail = $5, at = $6, attempts = attempts + 1
where webhook = $1 and position = $2 and state = 'waiting'
