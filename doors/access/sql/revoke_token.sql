-- name: revoke_token
-- Let a token in no more; answers it where there is such a one.
update tokens
set revoked_at = coalesce(revoked_at, $2)
where id = $1
returning id, name, roles, customer, for_others, created_at, created_by, ends_at, revoked_at, last_used_at
