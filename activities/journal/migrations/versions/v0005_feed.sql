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
