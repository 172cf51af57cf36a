-- name: deliveries_to_give
-- What waits without anybody who knows of it, the first in the order of events first.
select webhook, position, ticket
from webhook_deliveries
where state = 'waiting' and not given
order by position
limit 500
