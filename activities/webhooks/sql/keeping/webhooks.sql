-- name: webhooks
-- Every webhook, the newest first, or the one with an id ($1); nobody sees a secret here.
select id, url, kinds, customer, created_at, created_by, position, not_before, ended_at, ended_because,
       case when earlier_secret is not null then earlier_until end as earlier_until,
       (select count(*) from webhook_deliveries where webhook = id and state = 'waiting') as waiting,
       (select count(*) from webhook_deliveries where webhook = id and state = 'failed') as failed
from webhooks
where $1::text is null or id = $1
order by created_at desc, id
