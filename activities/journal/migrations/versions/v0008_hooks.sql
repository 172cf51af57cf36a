-- What other systems sent, what it was taken for, and what could not be mapped.

create table hook_events (
    system      text        not null,
    -- The event's own id there, by which a repeat is known.
    id          text        not null,
    -- The ticket there; null where none can be read.
    external    text,
    -- The ticket here; null where none can be named.
    ticket      text,
    received_at timestamptz not null,
    -- Its own time.
    occurred_at timestamptz,
    -- What goes first of several with the same time.
    position    double precision not null default 0,
    -- Whether it opens the ticket; then it is not held.
    opens       boolean     not null default false,
    -- Until when it is held, or when it is looked again whether its ticket was opened.
    due_at      timestamptz,
    -- Until when it waits for the opening of its ticket.
    wait_until  timestamptz,
    -- Those that the mapping reads; none of them is a secret.
    headers     json        not null,
    body        json        not null,
    -- What it was taken for.
    commands    json        not null,
    state       text        not null check (state in ('held', 'taken', 'ignored', 'rejected')),
    -- Why it was rejected or ignored, or what it was taken for.
    sentence    text        not null default '',
    -- When it was taken, ignored or rejected; null while it is held.
    decided_at  timestamptz,
    primary key (system, id),
    check (state <> 'held' or (external is not null and ticket is not null and occurred_at is not null
                               and due_at is not null and wait_until is not null))
);

create index hook_events_rejected on hook_events (system, received_at) where state = 'rejected';
create index hook_events_held on hook_events (due_at) where state = 'held';
create index hook_events_of_one_ticket on hook_events (system, external, occurred_at);
