"""Who is told of an event is recorded with it, once by its key, and logged (semantics 19)."""

import asyncio
from datetime import timedelta

import asyncpg
import pytest
from structlog.testing import capture_logs

from activities.journal.journal import Journal
from activities.journal.reader import Announced, JournalReader
from domain.showing.announcements import Announcement
from domain.ticket.commands import Resolve
from tests.activities.lives import MONDAY, Life

NOW = MONDAY + timedelta(minutes=5)


def told(event: int, recipient: str, channel: str = "log") -> Announcement:
    return Announcement(event=event, recipient=recipient, channel=channel)


async def test_each_announcement_is_recorded_and_logged(journal: Journal, reader: JournalReader) -> None:
    life = Life("ROSSI-1", subject="Nobody can call us 📞")
    with capture_logs() as logged:
        await journal.write(life.entry(at=NOW))

    assert [(line["event"], line["ticket"], line["recipient"], line["channel"]) for line in logged] == [
        ("announced", "ROSSI-1", "customer", "log"),
        ("announced", "ROSSI-1", "support-team", "log"),
    ]
    opened = "opened by Bakery Rossi as P1, house-2026 gold: Nobody can call us 📞"
    assert {line["sentence"] for line in logged} == {opened}
    assert (await reader.announcements("ROSSI-1"))[0] == Announced(
        ticket="ROSSI-1",
        event=1,
        recipient="customer",
        channel="log",
        occurred_at=MONDAY,
        announced_at=NOW,
        sentence=opened,
    )


async def test_all_that_a_life_announces_is_recorded(journal: Journal, reader: JournalReader) -> None:
    life = Life("ROSSI-1").does(Resolve(), MONDAY + timedelta(hours=5))

    await journal.write(life.entry())

    assert len(life.announcements) >= 5
    assert {(one.event, one.recipient) for one in await reader.announcements("ROSSI-1")} == {
        (one.event, one.recipient) for one in life.announcements
    }


async def test_a_repeat_of_an_entry_is_told_once(journal: Journal, reader: JournalReader) -> None:
    life = Life("ROSSI-1").does(Resolve(), MONDAY + timedelta(hours=1))
    await journal.write(life.entry(1, 1))

    with capture_logs() as logged:
        await journal.write(life.entry())
        await journal.write(life.entry(1, 1))

    assert {line["sentence"] for line in logged if "opened by" in line["sentence"]} == set()
    keys = [(one.event, one.recipient) for one in await reader.announcements()]
    assert len(keys) == len(set(keys)) == len(life.announcements)


async def test_an_entry_that_names_a_key_twice_tells_it_once(journal: Journal, reader: JournalReader) -> None:
    with capture_logs() as logged:
        await journal.write(Life("ROSSI-1").entry(told=(told(1, "customer"), told(1, "customer"))))

    assert len(logged) == len(await reader.announcements()) == 1


async def test_event_recipient_channel_and_ticket_make_the_key(journal: Journal, reader: JournalReader) -> None:
    life = Life("ROSSI-1").does(Resolve(), MONDAY)
    keys = (told(1, "customer"), told(2, "customer"), told(1, "team-leader"), told(1, "customer", "mail"))
    await journal.write(life.entry(told=keys))
    await journal.write(Life("ROSSI-2").entry(told=(told(1, "customer"),)))

    assert len(await reader.announcements()) == 5
    assert len(await reader.announcements("ROSSI-1")) == 4


async def test_the_same_entry_written_by_six_at_once_is_told_once(journal: Journal) -> None:
    entry = Life("ROSSI-1").entry()
    with capture_logs() as logged:
        await asyncio.gather(*(journal.write(entry) for _ in range(6)))

    assert len(logged) == len(entry.told) == 2


async def test_nobody_to_be_told_is_no_fault(journal: Journal, pool: asyncpg.Pool) -> None:
    await journal.write(Life("ROSSI-1").entry(told=()))

    assert await pool.fetchval("select count(*) from announcements") == 0


async def test_what_nobody_brings_is_handed_over_to_the_log(journal: Journal, pool: asyncpg.Pool) -> None:
    await journal.write(Life("ROSSI-1").entry(at=NOW))

    assert {row["handed_over_at"] for row in await pool.fetch("select handed_over_at from announcements")} == {NOW}


async def test_an_announcement_whose_record_was_lost_is_said_again(
    journal: Journal, reader: JournalReader, pool: asyncpg.Pool
) -> None:
    await pool.execute(
        "create function lose() returns trigger language plpgsql as $$ begin raise 'lost at the commit'; end $$;"
        "create constraint trigger losing after insert on announcements deferrable initially deferred "
        "for each row execute function lose()"
    )
    entry = Life("ROSSI-1").entry()
    with capture_logs() as said, pytest.raises(asyncpg.RaiseError, match="lost at the commit"):
        await journal.write(entry)
    assert await reader.announcements() == []
    assert await pool.fetchval("select count(*) from events") == 0
    await pool.execute("drop trigger losing on announcements")

    with capture_logs() as said_again:
        await journal.write(entry)

    assert said == said_again
    assert len(said) == len(await reader.announcements()) == len(entry.told)
