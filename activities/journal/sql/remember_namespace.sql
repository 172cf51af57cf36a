-- name: remember_namespace
-- Remember the namespace that has the database's id.
update installation set namespace = $1
