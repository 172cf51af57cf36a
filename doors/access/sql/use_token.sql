-- name: use_token
-- The token of this hash that may be used at this instant. When it was last used is kept to the minute.
with found as (
    select *
    from tokens
    where hash = $1 and revoked_at is null and (ends_at is null or ends_at > $2)
),
used as (
    update tokens
    set last_used_at = $2
    from found
    where tokens.id = found.id and (found.last_used_at is null or found.last_used_at < $2 - interval '1 minute')
)
select id, name, roles, customer, for_others, created_at, created_by, ends_at, revoked_at, last_used_at
from found
