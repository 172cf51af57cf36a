-- name: customers
-- Every customer once. Each is found in the index behind the one before, whatever number of tickets they have.
with recursive found as (
    (select customer from tickets order by customer limit 1)
    union all
    select (select tickets.customer from tickets where tickets.customer > found.customer order by 1 limit 1)
    from found
    where found.customer is not null
)
select customer as name from found where customer is not null
