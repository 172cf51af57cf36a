-- name: record_gone_address
-- Remembers that an address is gone for good.
insert into gone_addresses (person, channel, address, since)
values ($1, $2, $3, $4)
on conflict do nothing
