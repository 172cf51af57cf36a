-- name: rotate_secret
-- Another secret ($2); the one before signs, too, until an instant ($3).
update webhooks set earlier_secret = secret, earlier_until = $3, secret = $2 where id = $1
