-- name: webhooks_behind
-- The webhooks that were not given all up to a position, and what each is told of.
select id, kinds, customer, position from webhooks where ended_at is null and position < $1
