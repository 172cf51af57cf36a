-- name: is_sent
-- Whether a message went out.
select exists (select from deliveries where message = $1 and outcome = 'sent')
