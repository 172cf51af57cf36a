-- name: leave_alone
-- Send nothing to a webhook ($1) before an instant ($2), or before a later one that it asked for already.
update webhooks set not_before = greatest(not_before, $2) where id = $1
