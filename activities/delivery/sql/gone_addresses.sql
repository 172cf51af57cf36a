-- name: gone_addresses
-- A person's addresses that are gone for good.
select channel, address
from gone_addresses
where person = $1
