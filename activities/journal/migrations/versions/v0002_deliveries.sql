-- Which announcements were handed over, what came of each, and addresses that are gone.

-- When the announcement went to the mailboxes of those it is for. Null: not yet, or there is no directory.
alter table announcements add column handed_over_at timestamptz;

-- What came of each announcement for each person and channel: outside the ticket's stream, which it does not change.
create table deliveries (
    ticket    text        not null,
    event     integer     not null,
    recipient text        not null,
    -- A key of the directory; empty where the directory has nobody.
    person    text        not null,
    channel   text        not null,
    -- Which call of an alarm it was; 0 for what is told once.
    call      integer     not null default 0,
    outcome   text        not null check (outcome in ('sent', 'failed', 'nobody', 'unreadable')),
    at        timestamptz not null,
    -- The id of the message; several announcements share that of their digest.
    message   text,
    detail    text        not null default '',
    primary key (ticket, event, recipient, person, channel, call)
);

create index deliveries_by_message on deliveries (message);
create index deliveries_by_time on deliveries (at, ticket, event);

-- Webhooks that said that they are gone for good; one is tried again when its address is another.
create table gone_addresses (
    person  text        not null,
    channel text        not null,
    -- SHA-256 of the address as the directory writes it, which holds no secret.
    address text        not null,
    since   timestamptz not null,
    primary key (person, channel, address)
);
