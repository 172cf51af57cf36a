-- name: owners
-- Every owner of a ticket once.
select distinct owner as name from tickets where owner is not null
