-- name: list_tokens
-- Every token, the newest first.
select id, name, roles, customer, for_others, created_at, created_by, ends_at, revoked_at, last_used_at
from tokens
order by created_at desc, id
