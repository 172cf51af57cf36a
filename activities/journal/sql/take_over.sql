-- name: take_over
-- From now on another chain of runs writes the ticket.
update tickets set chain = $2 where ticket = $1
