-- name: list_tickets
-- Where tickets stand, in the order of a list, from a place in it on; a filter that is null lets all through.
-- Closed ones are last. By deadline ($9), those that are late or have a missed promise are first. Each row has what it
-- is ordered by, so that a list can go on behind it, and how many there are in all.
with chosen as (
    select *,
           case when status = 'closed' then 2
                when $9::text = 'deadline' and (breached or deadline < coalesce($10::timestamptz, now())) then 0
                else 1 end as rank,
           case $9::text
                when 'customer' then lower(customer)
                -- Whoever has no owner comes behind everybody's.
                when 'owner' then case when owner is null then '2' else '1' || lower(owner) end
                when 'priority' then lpad(coalesce($11::json -> contract ->> priority, '999'), 3, '0')
                when 'ticket' then ticket
                else '' end collate "C" as word,
           case $9::text
                when 'opened' then 0
                else coalesce(extract(epoch from deadline)::float8, 'Infinity') end as moment,
           -extract(epoch from opened_at)::float8 as newest
    from tickets
    where ($1::text is null or status = $1)
      and ($2::text[] is null or customer = any($2))
      and ($3::text is null or lower(contract) = lower($3))
      and ($4::text is null or lower(priority) = lower($4))
      and ($5::text is null or lower(level) = lower($5))
      and ($6::boolean is null or breached = $6)
      and ($7::text[] is null or owner = any($7))
      and ($8::timestamptz is null or deadline <= $8)
      and ($17::boolean is null or (status <> 'closed') = $17)
      and ($19::text is null or position(lower($19) in lower(concat_ws(E'\n', ticket, subject, customer))) > 0)
)
select ticket, customer, subject, contract, plan, theatre, priority, level, status, waiting_on, owner,
       opened_at, next_due, next_is, deadline, deadline_is, breached, guaranteed, events,
       rank, word, moment, newest, coalesce($10, now()) as now, (select count(*) from chosen) as total
from chosen
where $12::integer is null
   or (rank, word, moment, newest, ticket collate "C") > ($12, $13::text, $14::float8, $15::float8, $16::text)
order by rank, word, moment, newest, ticket collate "C"
limit $18
