-- Which chain of runs writes a ticket, its next deadline, and what is still to be handed over.

-- The first run of the chain of runs that writes the ticket. An id has one life: another chain is refused.
alter table tickets add column chain text;

-- The next deadline that runs, where next_due may be a warning.
alter table tickets add column deadline timestamptz;
alter table tickets add column deadline_is text;

create index announcements_to_hand_over on announcements (ticket) where handed_over_at is null;
