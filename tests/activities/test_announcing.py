import asyncio
from datetime import timedelta

import asyncpg
import pytest
from structlog.testing import capture_logs
from temporalio.contrib.pydantic import pydantic_data_converter

from activities.announcing import Announcer
from activities.names import AnnouncementBatch, Told
from activities.reading import Announced, JournalReader
from domain.announcing import Announcement
from domain.commands import Resolve
from tests.activities.lives import MONDAY, Life
from tests.activities.telling import announced
from tests.patience import until

NOW = MONDAY + timedelta(minutes=5)


def told(event: int, recipient: str, channel: str = "log", sentence: str = "Ticket ROSSI-1 was opened 📞") -> Told:
    announcement = Announcement(event=event, recipient=recipient, channel=channel)
    return Told(announcement=announcement, occurred_at=MONDAY, sentence=sentence)


def batch(*announcements: Told, ticket: str = "ROSSI-1") -> AnnouncementBatch:
    return AnnouncementBatch(ticket=ticket, at=NOW, told=announcements)


async def test_each_announcement_is_recorded_and_logged(announcer: Announcer, reader: JournalReader) -> None:
    with capture_logs() as logged:
        await announced(announcer, batch(told(1, "customer"), told(1, "support-team")))

    assert [(line["event"], line["ticket"], line["recipient"], line["channel"]) for line in logged] == [
        ("announced", "ROSSI-1", "customer", "log"),
        ("announced", "ROSSI-1", "support-team", "log"),
    ]
    assert {line["sentence"] for line in logged} == {"Ticket ROSSI-1 was opened 📞"}
    assert (await reader.announcements("ROSSI-1"))[0] == Announced(
        ticket="ROSSI-1",
        event=1,
        recipient="customer",
        channel="log",
        occurred_at=MONDAY,
        announced_at=NOW,
        sentence="Ticket ROSSI-1 was opened 📞",
    )


async def test_the_announcements_of_a_real_life_go_through_temporal(
    announcer: Announcer, reader: JournalReader
) -> None:
    life = Life("ROSSI-1").does(Resolve(), MONDAY + timedelta(hours=1))
    told_of = tuple(
        Told(announcement=one, occurred_at=MONDAY, sentence=f"event {one.event}") for one in life.announcements
    )
    payloads = await pydantic_data_converter.encode([batch(*told_of)])
    (arrived,) = await pydantic_data_converter.decode(payloads, [AnnouncementBatch])

    await announced(announcer, arrived)

    recorded = await reader.announcements("ROSSI-1")
    assert len(told_of) >= 3
    assert {(one.event, one.recipient) for one in recorded} == {
        (one.event, one.recipient) for one in life.announcements
    }


async def test_of_a_repeat_only_what_is_new_is_told(announcer: Announcer, reader: JournalReader) -> None:
    await announced(announcer, batch(told(1, "customer"), told(1, "support-team")))

    with capture_logs() as logged:
        await announced(announcer, batch(told(1, "support-team"), told(2, "support-team"), told(1, "customer")))

    assert [(line["recipient"]) for line in logged] == ["support-team"]
    assert [(one.event, one.recipient) for one in await reader.announcements()] == [
        (1, "customer"),
        (1, "support-team"),
        (2, "support-team"),
    ]


async def test_a_batch_that_names_a_key_twice_tells_it_once(announcer: Announcer, reader: JournalReader) -> None:
    with capture_logs() as logged:
        await announced(announcer, batch(told(1, "customer"), told(1, "customer")))

    assert len(logged) == len(await reader.announcements()) == 1


async def test_event_recipient_channel_and_ticket_make_the_key(announcer: Announcer, reader: JournalReader) -> None:
    await announced(
        announcer, batch(told(1, "customer"), told(2, "customer"), told(1, "team-leader"), told(1, "customer", "mail"))
    )
    await announced(announcer, batch(told(1, "customer"), ticket="ROSSI-2"))

    assert len(await reader.announcements()) == 5
    assert len(await reader.announcements("ROSSI-1")) == 4


async def test_a_key_keeps_the_sentence_that_was_told_first(announcer: Announcer, reader: JournalReader) -> None:
    await announced(announcer, batch(told(1, "customer", sentence="It was opened.")))

    await announced(announcer, batch(told(1, "customer", sentence="It was opened!")))

    assert [one.sentence for one in await reader.announcements()] == ["It was opened."]


async def test_the_same_batch_announced_by_six_at_once_is_told_once(announcer: Announcer) -> None:
    with capture_logs() as logged:
        await asyncio.gather(*(announced(announcer, batch(told(1, "customer"), told(2, "customer"))) for _ in range(6)))

    assert len(logged) == 2


async def test_two_batches_in_opposite_order_do_not_wait_for_each_other_for_ever(
    announcer: Announcer, reader: JournalReader, pool: asyncpg.Pool
) -> None:
    first, middle, last = (told(event, "customer") for event in (1, 2, 3))
    async with pool.acquire() as other:
        await other.execute(
            "begin; insert into announcements values ('ROSSI-1', 2, 'customer', 'log', now(), now(), 'Not yet.')"
        )
        both = asyncio.gather(
            announced(announcer, batch(first, middle, last)), announced(announcer, batch(last, middle, first))
        )
        await until(lambda: other.fetchval("select count(*) >= 2 from pg_locks where not granted"))
        await other.execute("rollback")

    await both

    assert [one.event for one in await reader.announcements()] == [1, 2, 3]


async def test_nothing_to_announce_is_no_fault(announcer: Announcer, pool: asyncpg.Pool) -> None:
    await announced(announcer, batch())

    assert await pool.fetchval("select count(*) from announcements") == 0


async def test_an_announcement_whose_record_was_lost_is_said_again(
    announcer: Announcer, reader: JournalReader, pool: asyncpg.Pool
) -> None:
    await pool.execute(
        "create function lose() returns trigger language plpgsql as $$ begin raise 'lost at the commit'; end $$;"
        "create constraint trigger losing after insert on announcements deferrable initially deferred "
        "for each row execute function lose()"
    )
    with capture_logs() as said, pytest.raises(asyncpg.RaiseError, match="lost at the commit"):
        await announced(announcer, batch(told(1, "customer")))
    assert await reader.announcements() == []
    await pool.execute("drop trigger losing on announcements")

    with capture_logs() as said_again:
        await announced(announcer, batch(told(1, "customer")))

    assert said == said_again
    assert len(said) == len(await reader.announcements()) == 1
