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
