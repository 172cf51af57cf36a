-- name: delivered_keys
-- Which of these announcements a person has, through whatever channel.
select distinct ticket, event, recipient
from deliveries
join unnest($2::text[], $3::integer[], $4::text[]) as asked (ticket, event, recipient) using (ticket, event, recipient)
where person = $1 and outcome = 'sent' and call = 0
