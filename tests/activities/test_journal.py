import asyncio
from datetime import timedelta

import asyncpg
import pytest

from activities.journal.journal import Journal, JournalConflict
from activities.journal.reader import JournalReader
from domain.ticket.commands import Acknowledge, AddNote, Assign, Resolve, WaitForCustomer
from domain.ticket.recorded import GENESIS, record
from tests.activities.lives import MONDAY, Life


def a_life(ticket: str = "ROSSI-1") -> Life:
    """Opened at nine, taken in charge after ten minutes, waiting on the customer after twenty."""
    return (
        Life(ticket)
        .does(Acknowledge(by="Giulia"), MONDAY + timedelta(minutes=10))
        .does(WaitForCustomer(question="Since when?", by="Giulia"), MONDAY + timedelta(minutes=20))
    )


def another_life(ticket: str = "ROSSI-1") -> Life:
    """The same opening, and then Marco in place of Giulia."""
    return (
        Life(ticket)
        .does(Acknowledge(by="Marco"), MONDAY + timedelta(minutes=10))
        .does(AddNote(text="They can call again."), MONDAY + timedelta(minutes=30))
    )


async def rows(pool: asyncpg.Pool, table: str) -> list[tuple[object, ...]]:
    """A table's rows, each with the transaction that wrote it."""
    return [tuple(row) for row in await pool.fetch(f"select xmin::text, t::text from {table} as t order by 2")]


async def test_events_are_kept_with_the_very_bytes_that_were_digested(journal: Journal, pool: asyncpg.Pool) -> None:
    life = a_life()

    await journal.write(life.entry())

    kept = await pool.fetch("select * from events order by number")
    assert [row["body"].encode() for row in kept] == [recorded.stored() for recorded in life.events]
    assert [(row["ticket"], row["number"], row["digest"]) for row in kept] == [
        ("ROSSI-1", recorded.number, recorded.digest) for recorded in life.events
    ]
    assert [row["type"] for row in kept] == ["TicketOpened", "Acknowledged", "PromiseKept", "WaitStarted"]
    assert kept[1]["occurred_at"] == kept[1]["recorded_at"] == MONDAY + timedelta(minutes=10)


async def test_events_come_in_batches_that_join(journal: Journal, reader: JournalReader) -> None:
    life = a_life()

    await journal.write(life.entry(1, 1))
    await journal.write(life.entry(2, 3))
    await journal.write(life.entry(4, 4))

    assert await reader.stream("ROSSI-1") == life.events
    assert await reader.list_tickets() == [life.standing]


async def test_a_repeat_of_a_batch_changes_nothing(journal: Journal, pool: asyncpg.Pool) -> None:
    life = a_life()
    await journal.write(life.entry())
    before = [await rows(pool, "events"), await rows(pool, "tickets")]

    await journal.write(life.entry())
    await journal.write(life.entry(2, 3))

    assert [await rows(pool, "events"), await rows(pool, "tickets")] == before


async def test_of_a_batch_that_stands_in_part_the_rest_is_appended(journal: Journal, reader: JournalReader) -> None:
    life = a_life()
    await journal.write(life.entry(1, 3))

    await journal.write(life.entry(1, 4))

    assert await reader.stream("ROSSI-1") == life.events


async def test_the_same_batch_written_by_eight_at_once_stands_once(journal: Journal, reader: JournalReader) -> None:
    life = a_life()

    await asyncio.gather(*(journal.write(life.entry()) for _ in range(8)))

    assert await reader.stream("ROSSI-1") == life.events
    assert await reader.list_tickets() == [life.standing]


async def test_of_two_lives_written_at_once_one_stands_and_the_other_is_a_conflict(
    journal: Journal, reader: JournalReader
) -> None:
    lives = [a_life(), another_life()]

    answers = await asyncio.gather(*(journal.write(life.entry()) for life in lives), return_exceptions=True)

    refused = [answer for answer in answers if isinstance(answer, JournalConflict)]
    (winner,) = [life for life, answer in zip(lives, answers, strict=True) if answer is None]
    assert len(refused) == 1
    assert await reader.stream("ROSSI-1") == winner.events
    assert await reader.list_tickets() == [winner.standing]


async def test_an_event_after_a_gap_is_refused_and_leaves_nothing(journal: Journal, pool: asyncpg.Pool) -> None:
    life = a_life()
    await journal.write(life.entry(1, 1))
    before = [await rows(pool, "events"), await rows(pool, "tickets")]

    with pytest.raises(JournalConflict, match="event 4 of ticket ROSSI-1 cannot be written, as event 3 is not in"):
        await journal.write(life.entry(4, 4))

    assert [await rows(pool, "events"), await rows(pool, "tickets")] == before


async def test_another_event_under_a_number_is_refused_and_what_stood_there_stays(
    journal: Journal, reader: JournalReader
) -> None:
    life = a_life()
    await journal.write(life.entry())

    with pytest.raises(JournalConflict, match="another event 2 of ticket ROSSI-1 stands in the journal and stays"):
        await journal.write(another_life().entry())

    assert await reader.stream("ROSSI-1") == life.events
    assert await reader.list_tickets() == [life.standing]


async def test_an_event_of_another_life_does_not_follow_what_stands(journal: Journal, reader: JournalReader) -> None:
    life, other = a_life(), another_life()
    await journal.write(life.entry(1, 3))

    with pytest.raises(JournalConflict, match="event 4 of ticket ROSSI-1 does not follow from what the journal holds"):
        await journal.write(other.entry(4, 4))

    assert await reader.stream("ROSSI-1") == life.events[:3]


async def test_a_first_event_follows_nothing(journal: Journal, pool: asyncpg.Pool) -> None:
    life = a_life()
    opened = record(life.stream[0].event, number=1, recorded_at=MONDAY, before="f" * 64)
    entry = life.entry(1, 1, events=(opened,), previous_digest="f" * 64)

    with pytest.raises(JournalConflict, match="event 1 of ticket ROSSI-1 does not follow"):
        await journal.write(entry)

    assert opened.digest != GENESIS
    assert await rows(pool, "events") == []


@pytest.mark.parametrize("damage", ["changed", "missing", "swapped"])
async def test_a_batch_that_is_not_sound_in_itself_is_refused(
    journal: Journal, pool: asyncpg.Pool, damage: str
) -> None:
    entry = a_life().entry()
    first, second, third, fourth = entry.events
    later = second.event.model_copy(update={"occurred_at": MONDAY + timedelta(hours=5)})
    events = {
        "changed": (first, second.model_copy(update={"event": later}), third, fourth),
        "missing": (first, third, fourth),
        "swapped": (first, third, second, fourth),
    }[damage]

    with pytest.raises(JournalConflict, match="event 2 of ticket ROSSI-1 does not follow from the one given before"):
        await journal.write(entry.model_copy(update={"events": events}))

    assert await rows(pool, "events") == []


async def test_an_older_standing_never_overwrites_a_newer_one(journal: Journal, reader: JournalReader) -> None:
    life = a_life()
    await journal.write(life.entry())

    await journal.write(life.entry(1, 1))

    assert [(at.status, at.events) for at in await reader.list_tickets()] == [("waiting", 4)]


async def test_a_newer_standing_overwrites_an_older_one_in_every_field_that_changed(
    journal: Journal, reader: JournalReader
) -> None:
    life = a_life()
    await journal.write(life.entry())

    life.does(Assign(to="Chiara"), MONDAY + timedelta(hours=1)).does(Resolve(), MONDAY + timedelta(hours=2))
    await journal.write(life.entry(5))

    assert await reader.list_tickets() == [life.standing]
    assert (life.standing.status, life.standing.waiting_on, life.standing.owner) == ("resolved", (), "Chiara")


async def test_an_entry_without_events_leaves_the_journal_as_it_is(journal: Journal, pool: asyncpg.Pool) -> None:
    life = a_life()
    await journal.write(life.entry())
    before = [await rows(pool, "events"), await rows(pool, "tickets")]

    await journal.write(life.entry().model_copy(update={"events": ()}))

    assert [await rows(pool, "events"), await rows(pool, "tickets")] == before


async def test_tickets_do_not_meet(journal: Journal, reader: JournalReader) -> None:
    rossi, bianchi = a_life("ROSSI-1"), another_life("BIANCHI-1")

    await asyncio.gather(journal.write(rossi.entry()), journal.write(bianchi.entry()))

    assert await reader.stream("ROSSI-1") == rossi.events
    assert await reader.stream("BIANCHI-1") == bianchi.events


@pytest.mark.parametrize(
    "change",
    ["update events set type = 'NoteAdded' where number = 2", "delete from events", "truncate events"],
)
async def test_the_database_refuses_to_change_events(journal: Journal, pool: asyncpg.Pool, change: str) -> None:
    await journal.write(a_life().entry())
    before = await rows(pool, "events")

    with pytest.raises(asyncpg.RestrictViolationError, match=r"The journal only grows: \w+ of an event is refused"):
        await pool.execute(change)

    assert await rows(pool, "events") == before
