-- name: lock_migrations
-- One process migrates a database at a time; the others wait here until it has committed.
select pg_advisory_xact_lock(hashtextextended('sundial migrations', 0))
