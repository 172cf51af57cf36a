-- The doors: every ticket's events in one order; who may come in; which systems are told; what other systems sent.

-- Every ticket's events in one order that misses none.

-- Writers commit out of order, so a number given while one writes could come to light after a higher one was read. An
-- entry therefore leaves its events here, and whoever reads the order moves on what was committed, one at a time.
create table events_to_order (
    ticket text    not null,
    number integer not null,
    primary key (ticket, number)
);

create table events_in_order (
    -- From 1 on; a position that is read never gets another one before it.
    position bigint  generated always as identity primary key,
    ticket   text    not null,
    number   integer not null,
    unique (ticket, number)
);

insert into events_in_order (ticket, number)
select ticket, number from events order by recorded_at, ticket, number;

-- Who may come in through the HTTP API.

create table tokens (
    id           text        primary key,
    -- What each event has as `by`.
    name         text        not null,
    -- SHA-256 of the token, which has 256 random bits and is shown once.
    hash         bytea       not null unique check (length(hash) = 32),
    roles        text[]      not null check (cardinality(roles) > 0),
    -- The one customer whose tickets it sees; null: all.
    customer     text,
    -- Whether it may say in whose name it acts.
    for_others   boolean     not null,
    created_at   timestamptz not null,
    created_by   text        not null,
    ends_at      timestamptz,
    revoked_at   timestamptz,
    last_used_at timestamptz
);

-- Which systems are told of events, and what came of each delivery.

create table webhooks (
    id             text        primary key,
    url            text        not null,
    -- The types of events it is told of; none: all.
    kinds          text[]      not null,
    -- The one customer of whose tickets it is told; null: all.
    customer       text,
    -- With what its deliveries are signed; the earlier one as well, until it ends.
    secret         text        not null,
    earlier_secret text,
    earlier_until  timestamptz,
    created_at     timestamptz not null,
    created_by     text        not null,
    -- The position in the events' order up to which its deliveries are listed.
    position       bigint      not null,
    -- Until when it asked to be left alone.
    not_before     timestamptz,
    ended_at       timestamptz,
    ended_because  text
);

create table webhook_deliveries (
    webhook  text        not null references webhooks on delete cascade,
    -- The event's position in their order.
    position bigint      not null,
    ticket   text        not null,
    number   integer     not null,
    state    text        not null check (state in ('waiting', 'delivered', 'failed')),
    -- Since when it is to be delivered; it is tried for three days from then.
    since    timestamptz not null,
    -- Whether the workflow that delivers it was told.
    given    boolean     not null default false,
    attempts integer     not null default 0,
    -- The last HTTP status, and what else is known of the last attempt.
    status   integer,
    detail   text        not null default '',
    -- When that was known.
    at       timestamptz not null,
    primary key (webhook, position)
);

create index webhook_deliveries_waiting on webhook_deliveries (webhook, ticket, position) where state = 'waiting';
create index webhook_deliveries_to_give on webhook_deliveries (position) where state = 'waiting' and not given;
create index webhook_deliveries_failed on webhook_deliveries (webhook, position) where state = 'failed';

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
