import asyncio
import os
import random
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import aclosing, asynccontextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import asyncpg
import pytest

from activities.journal import feed as feeding
from activities.journal.database import open_pool
from activities.journal.feed import Feed, FeedItem, NotThereYet
from activities.journal.journal import Journal
from activities.journal.schema import FOLDER, migrate
from activities.journal.stream import StreamChanged, StreamUnreadable
from domain.ticket.commands import Acknowledge, AddNote
from tests.activities.conftest import Databases
from tests.activities.lives import MONDAY, Life
from tests.patience import PATIENCE, until

ROOT = Path(__file__).parents[3]
SLOW = """
create function take_a_while() returns trigger language plpgsql as
$$ begin perform pg_sleep(random() * 0.03); return null; end $$;
create trigger slow after insert on announcements for each statement execute function take_a_while();
"""
"""Each writer takes another time between what it writes and its commit, so that they commit out of order."""


def a_life(ticket: str, notes: int = 0, **more: Any) -> Life:
    life = Life(ticket, **more).does(Acknowledge(by="Giulia"), MONDAY + timedelta(minutes=10))
    for number in range(notes):
        life = life.does(AddNote(text=f"note {number}"), MONDAY + timedelta(minutes=11, seconds=number))
    return life


def told(items: tuple[FeedItem, ...]) -> list[tuple[str, int]]:
    return [(item.ticket, item.recorded.number) for item in items]


@pytest.fixture
def feed(pool: asyncpg.Pool) -> Feed:
    return Feed(pool)


async def test_a_journal_without_events_has_an_empty_feed(feed: Feed) -> None:
    page = await feed.read(0)

    assert (page.items, page.upto, page.more) == ((), 0, False)


async def test_events_are_read_in_one_order_page_by_page_as_they_were_recorded(feed: Feed, journal: Journal) -> None:
    rossi, bianchi = a_life("ROSSI-1"), a_life("BIANCHI-1", customer="Hotel Bianchi")
    await journal.write(rossi.entry(1, 1))
    await feed.read(0)
    await journal.write(bianchi.entry())
    await feed.read(0)
    await journal.write(rossi.entry(2))

    first = await feed.read(0, 4)
    second = await feed.read(first.upto, 4)

    assert told(first.items) == [("ROSSI-1", 1), ("BIANCHI-1", 1), ("BIANCHI-1", 2), ("BIANCHI-1", 3)]
    assert told(second.items) == [("ROSSI-1", 2), ("ROSSI-1", 3)]
    assert (first.more, second.more) == (True, False)
    assert [item.position for item in first.items + second.items] == [1, 2, 3, 4, 5, 6]
    assert [item.customer for item in first.items[:2]] == ["Bakery Rossi", "Hotel Bianchi"]
    assert [item.recorded for item in first.items[1:]] == list(bianchi.events)


async def test_a_repeat_of_what_was_written_gives_it_no_second_position(feed: Feed, journal: Journal) -> None:
    life = a_life("ROSSI-1")
    for _ in range(2):
        await journal.write(life.entry(1, 1))
        await journal.write(life.entry())
        assert told((await feed.read(0)).items) == [("ROSSI-1", 1), ("ROSSI-1", 2), ("ROSSI-1", 3)]


async def test_a_filtered_reader_goes_on_from_where_it_looked(feed: Feed, journal: Journal) -> None:
    await journal.write(a_life("ROSSI-1", customer="Bar İstanbul").entry())
    await journal.write(a_life("BIANCHI-1", notes=3).entry())

    of_customer = await feed.read(0, customer="  BAR ISTANBUL ")
    of_kinds = await feed.read(0, 2, kinds=("NoteAdded", "TicketOpened"), customer="Bakery Rossi")
    the_rest = await feed.read(of_kinds.upto, kinds=("NoteAdded", "TicketOpened"))
    of_ticket = await feed.read(0, ticket="ROSSI-1", kinds=("Acknowledged",))

    assert told(of_customer.items) == [("ROSSI-1", 1), ("ROSSI-1", 2), ("ROSSI-1", 3)]
    assert (of_customer.upto, of_customer.more) == (9, False)
    assert told(of_kinds.items) == [("BIANCHI-1", 1), ("BIANCHI-1", 4)]
    assert told(the_rest.items) == [("BIANCHI-1", 5), ("BIANCHI-1", 6)]
    assert told(of_ticket.items) == [("ROSSI-1", 2)]
    assert (await feed.read(0, customer="Nobody")).items == ()


async def test_a_page_looks_at_so_many_positions_and_says_how_far_it_came(
    feed: Feed, journal: Journal, pool: asyncpg.Pool
) -> None:
    many = feeding.LOOKED_AT + 5
    await pool.execute(
        "insert into events select 'OLD-1', n, now(), now(), 'NoteAdded', '{}', repeat('0', 64) "
        "from generate_series(1, $1) as n",
        many,
    )
    await pool.execute("insert into events_to_order select ticket, number from events")
    await journal.write(a_life("ROSSI-1").entry())

    first = await feed.read(0, kinds=("TicketOpened",))
    second = await feed.read(first.upto, kinds=("TicketOpened",))

    assert (first.items, first.upto, first.more) == ((), feeding.LOOKED_AT, True)
    assert told(second.items) == [("ROSSI-1", 1)]
    assert (second.upto, second.more) == (many + 3, False)


async def test_a_position_that_is_not_there_yet_is_refused(feed: Feed, journal: Journal) -> None:
    await journal.write(a_life("ROSSI-1").entry())

    with pytest.raises(NotThereYet, match="no event has the position 4 yet, the last one is 3"):
        await feed.read(4)
    assert (await feed.read(3)).items == ()


async def test_what_is_not_committed_has_no_position_and_what_is_does_not_wait_for_it(
    feed: Feed, journal: Journal, database_url: str
) -> None:
    connection = await asyncpg.connect(database_url)
    transaction = connection.transaction()
    await transaction.start()
    await connection.execute("insert into events_to_order values ('A-SLOW-ONE', 1)")
    await journal.write(a_life("ROSSI-1").entry())

    before = await feed.read(0)
    await transaction.rollback()
    await journal.write(a_life("BIANCHI-1").entry())
    after = await feed.read(before.upto)
    await connection.close()

    assert {ticket for ticket, _ in told(before.items)} == {"ROSSI-1"}
    assert told(after.items) == [("BIANCHI-1", 1), ("BIANCHI-1", 2), ("BIANCHI-1", 3)]


async def test_an_event_that_was_changed_or_is_of_a_later_version_is_not_told(
    feed: Feed, journal: Journal, pool: asyncpg.Pool
) -> None:
    await journal.write(a_life("ROSSI-1").entry())
    await pool.execute("alter table events disable trigger events_only_grow")

    await pool.execute("""update events set body = replace(body::text, '"by":', '"by": ')::json where number = 2""")
    with pytest.raises(StreamChanged, match="event 2 of ticket ROSSI-1"):
        await feed.read(0)
    await pool.execute("""update events set body = replace(body::text, 'Acknowledged', 'Painted')::json""")
    with pytest.raises(StreamUnreadable, match="event 2 of ticket ROSSI-1"):
        await feed.read(1)


async def test_events_of_before_there_was_an_order_get_positions_by_their_time(databases: Databases) -> None:
    url = await databases.empty()
    connection = await asyncpg.connect(url)
    for number in ("0001_journal", "0002_deliveries", "0003_one_life", "0004_installation"):
        await connection.execute((FOLDER / "versions" / f"v{number}.sql").read_text())
    await connection.execute(
        "create table alembic_version (version_num varchar(32) primary key);insert into alembic_version values ('0004')"
    )
    # The journal of that time had no order to write to.
    await connection.execute("create table events_to_order (ticket text, number integer)")
    async with open_pool(url) as pool:
        journal, late, early = Journal(pool), a_life("A-1", opened_at=MONDAY + timedelta(minutes=5)), a_life("B-1")
        await journal.write(late.entry())
        await journal.write(early.entry())
        await connection.execute("drop table events_to_order")

        await migrate(url)

        assert told((await Feed(pool).read(0)).items)[:2] == [("B-1", 1), ("A-1", 1)]
    await connection.close()


async def test_whoever_follows_gets_what_comes_and_survives_an_outage(
    feed: Feed, journal: Journal, pool: asyncpg.Pool, databases: Databases
) -> None:
    await journal.write(a_life("ROSSI-1").entry(1, 1))
    async with aclosing(feed.follow(0)) as pages:
        assert told((await anext(pages)).items) == [("ROSSI-1", 1)]
        coming = asyncio.create_task(anext(pages))
        await asyncio.sleep(0)
        await databases.run(
            "select pg_terminate_backend(pid) from pg_stat_activity "
            "where application_name = 'sundial' and pid <> pg_backend_pid()"
        )

        async def written() -> bool:
            try:
                await journal.write(a_life("ROSSI-1").entry())
            except (asyncpg.PostgresError, asyncpg.InterfaceError, asyncpg.InternalClientError, OSError):
                return False
            return True

        await until(written)
        assert told((await coming).items) == [("ROSSI-1", 2), ("ROSSI-1", 3)]


async def test_whoever_follows_for_nothing_that_comes_hears_how_far_it_looked(feed: Feed, journal: Journal) -> None:
    async with aclosing(feed.follow(0, kinds=("TicketClosed",))) as pages:
        coming = asyncio.create_task(anext(pages))
        await journal.write(a_life("ROSSI-1").entry())
        page = await coming
    assert (page.items, page.upto) == ((), 3)


async def test_many_who_follow_share_their_looks(feed: Feed, journal: Journal) -> None:
    async def first_of(ticket: str) -> list[tuple[str, int]]:
        async with aclosing(feed.follow(0, ticket=ticket)) as pages:
            async for page in pages:
                if page.items:
                    return told(page.items)
        return []

    following = [asyncio.create_task(first_of(f"T-{number}")) for number in range(40)]
    await asyncio.sleep(0)
    for number in range(40):
        await journal.write(Life(f"T-{number}").entry())
    assert await asyncio.gather(*following) == [[(f"T-{number}", 1)] for number in range(40)]


class Reader:
    """A process that follows the feed, and is killed; another one goes on from the last line that it said."""

    def __init__(self, database_url: str) -> None:
        self._url = database_url
        self.lines: list[tuple[int, str, int]] = []
        self.killed = 0

    @asynccontextmanager
    async def at_work(self) -> AsyncIterator[asyncio.subprocess.Process]:
        after = self.lines[-1][0] if self.lines else 0
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "tests.activities.feed.following",
            self._url,
            str(after),
            cwd=ROOT,
            stdout=asyncio.subprocess.PIPE,
        )
        listening = asyncio.create_task(self._listen(process))
        try:
            yield process
        finally:
            process.send_signal(signal.SIGKILL)
            await process.wait()
            await listening

    async def _listen(self, process: asyncio.subprocess.Process) -> None:
        assert process.stdout is not None
        async for line in process.stdout:
            # Half a line of one that was killed is read again.
            if line.endswith(b"\n"):
                position, ticket, number = line.decode().split()
                self.lines.append((int(position), ticket, int(number)))

    async def killed_after(self, events: int) -> None:
        """Read so many events more, and then be killed in the midst of it."""
        wanted = len(self.lines) + events
        async with self.at_work():
            await until(lambda: _true(len(self.lines) >= wanted))
        self.killed += 1


async def _true(holds: bool) -> bool:
    return holds


async def test_fifty_writers_at_once_and_a_reader_that_is_killed_each_event_comes_once_and_in_order(
    database_url: str, pool: asyncpg.Pool
) -> None:
    await pool.execute(SLOW)
    lives = {f"T-{number}": a_life(f"T-{number}", notes=6) for number in range(150)}
    chance = random.Random(7)
    left = list(lives.values())

    async with open_pool(database_url, size=50) as connections:
        journal = Journal(connections)

        async def writer() -> None:
            while left:
                life = left.pop()
                first = 1
                while first <= len(life.events):
                    last = first if first < 3 else min(first + chance.randint(0, 3), len(life.events))
                    last = next(number for number in sorted(life.standings) if number >= last)
                    await journal.write(life.entry(first, last))
                    first = last + 1

        reader = Reader(database_url)
        writing = asyncio.gather(*(writer() for _ in range(50)))
        async with asyncio.timeout(PATIENCE):
            for _ in range(4):
                await reader.killed_after(chance.randint(20, 200))
            assert reader.killed == 4
            await writing
    total = sum(len(life.events) for life in lives.values())
    async with reader.at_work():
        await until(lambda: _true(len(reader.lines) >= total))

    positions = [position for position, _, _ in reader.lines]
    assert positions == sorted(set(positions))
    by_ticket: dict[str, list[int]] = {}
    for _, ticket, number in reader.lines:
        by_ticket.setdefault(ticket, []).append(number)
    assert by_ticket == {name: list(range(1, len(life.events) + 1)) for name, life in lives.items()}
    assert await pool.fetchval("select count(*) from events_to_order") == 0


async def test_readers_that_all_order_at_once_give_each_event_one_position(
    database_url: str, journal: Journal, pool: asyncpg.Pool
) -> None:
    async with open_pool(database_url, size=30) as connections:
        feeds = [Feed(connections) for _ in range(30)]
        for number in range(20):
            await journal.write(a_life(f"T-{number}").entry())
        pages = await asyncio.gather(*(feed.read(0) for feed in feeds))
    assert all(page == pages[0] for page in pages)
    assert len(pages[0].items) == 60


async def test_a_reader_that_is_stopped_in_the_midst_holds_nobody_up(
    database_url: str, feed: Feed, journal: Journal, pool: asyncpg.Pool
) -> None:
    reader = Reader(database_url)
    async with reader.at_work() as process:
        await journal.write(a_life("ROSSI-1").entry())
        await until(lambda: _true(len(reader.lines) == 3))
        os.kill(process.pid, signal.SIGSTOP)
        await journal.write(a_life("BIANCHI-1").entry())
        page = await feed.read(3)
    assert told(page.items) == [("BIANCHI-1", 1), ("BIANCHI-1", 2), ("BIANCHI-1", 3)]
