-- name: add_hook_event
-- Keep an event that came in, once; nothing where it came before.
insert into hook_events (system, id, external, ticket, received_at, occurred_at, position, opens, due_at, wait_until,
                         headers, body, commands, state, sentence, decided_at)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)
on conflict (system, id) do nothing
returning id
