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
