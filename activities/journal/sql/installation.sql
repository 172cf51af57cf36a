-- name: installation
-- Which installation the database belongs to, and the namespace that is known to have the same id.
select id, namespace from installation
