-- name: claim_installation
-- Say which installation the database belongs to, unless it is said already.
insert into installation (id) values ($1) on conflict do nothing
