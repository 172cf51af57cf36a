-- name: create_token
-- Keep a new token; its text is nowhere but with whoever asked for it.
insert into tokens (id, name, hash, roles, customer, for_others, created_at, created_by, ends_at)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
