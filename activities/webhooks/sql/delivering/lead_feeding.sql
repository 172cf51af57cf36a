-- name: lead_feeding
-- Whether this session is the one that feeds webhooks from now on; another one that does so is let go on.
select pg_try_advisory_lock(hashtextextended('sundial webhooks ' || current_schema(), 0))
