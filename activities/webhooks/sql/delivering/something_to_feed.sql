-- name: something_to_feed
-- Whether anything has come, a webhook was not given all of it, or somebody does not know what to deliver.
select exists (select from events_to_order)
    or exists (
        select from webhooks
        where ended_at is null and position < coalesce((select max(position) from events_in_order), 0)
    )
    or exists (select from webhook_deliveries where state = 'waiting' and not given)
