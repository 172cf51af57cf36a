-- Which installation this database belongs to, so that no worker serves a namespace of another one with it.

-- At most one row. Workers write it when they first meet the database, which may be before they migrate it.
create table if not exists installation (
    only_one  boolean     primary key default true check (only_one),
    id        text        not null,
    -- The namespace that is known to have the same id, such as "sundial at temporal:7233". Null: none is known yet.
    namespace text,
    since     timestamptz not null default now()
);
