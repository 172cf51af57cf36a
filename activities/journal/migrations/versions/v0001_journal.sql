-- Events, where tickets stand, and announcements.

-- The facts of every ticket, as the engine recorded them.
create table events (
    ticket      text        not null,
    -- From 1 on, in the order in which the engine learned them.
    number      integer     not null check (number >= 1),
    -- When it was learned.
    recorded_at timestamptz not null,
    -- When it was true.
    occurred_at timestamptz not null,
    type        text        not null,
    -- json and not jsonb: it keeps the very text that was digested.
    body        json        not null,
    -- SHA-256 over the digest of the event before, and the body.
    digest      text        not null check (digest ~ '^[0-9a-f]{64}$'),
    primary key (ticket, number)
);

create function refuse_a_change_of_events() returns trigger language plpgsql as $$
begin
    raise exception 'The journal only grows: % of an event is refused', lower(tg_op)
        using errcode = 'restrict_violation',
              hint = 'Correct a ticket with a command; it adds an event.';
end
$$;

create trigger events_only_grow
    before update or delete or truncate on events
    for each statement execute function refuse_a_change_of_events();

-- Reports ask for one kind of event in a span of time.
create index events_by_type on events (type, occurred_at);

-- Where each ticket stands after its last event, for lists.
create table tickets (
    ticket     text        primary key,
    customer   text        not null,
    subject    text        not null,
    contract   text        not null,
    plan       text        not null,
    theatre    text        not null,
    priority   text        not null,
    level      text        not null,
    -- working, waiting, resolved or closed.
    status     text        not null,
    -- Whom it waits on: customer, or the names of third parties.
    waiting_on text[]      not null,
    -- The engineer who was named last.
    owner      text,
    opened_at  timestamptz not null,
    -- What happens next by itself: often a warning.
    next_due   timestamptz,
    next_is    text,
    -- Whether a promise that the contract guarantees was missed.
    breached   boolean     not null,
    -- Whether the contract guarantees its promises to this ticket.
    guaranteed boolean     not null,
    -- The number of the last event: an older write never overwrites a newer one.
    events     integer     not null
);

-- A list shows what comes next first, and of the rest what was opened last.
create index tickets_by_next_due on tickets (next_due, opened_at desc, ticket);
create index tickets_of_a_customer on tickets (customer, next_due);
create index tickets_breached on tickets (next_due) where breached;

-- Who was told of which event, through what; the first four are an announcement's key.
create table announcements (
    ticket       text        not null,
    -- The number of the event that is told.
    event        integer     not null,
    -- A level, the team or the customer.
    recipient    text        not null,
    channel      text        not null,
    occurred_at  timestamptz not null,
    announced_at timestamptz not null,
    -- What happened, in English and in office time.
    sentence     text        not null,
    primary key (ticket, event, recipient, channel)
);

create index announcements_by_time on announcements (announced_at, ticket, event);
