-- What other systems sent, what it was taken for, and what could not be mapped.

create table hook_events (
    system      text        not null,
    -- The event's own id there, by which a repeat is known.
    id          text        not null,
    -- The ticket there; null where none can be read.
    external    text,
    received_at timestamptz not null,
    -- Its own time.
    occurred_at timestamptz,
    body        json        not null,
    state       text        not null check (state in ('held', 'taken', 'ignored', 'rejected')),
    -- Why it was rejected or ignored, or what it was taken for.
    sentence    text        not null default '',
    primary key (system, id)
);

create index hook_events_rejected on hook_events (system, received_at) where state = 'rejected';
