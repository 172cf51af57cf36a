"""What the journal knows of an id: how its ticket stands, whose it is, and how it goes on (semantics 26)."""

import asyncio
from datetime import timedelta

import asyncpg
import pytest
from temporalio.testing import ActivityEnvironment

from activities.journal.database import DatabaseUnreachable, open_pool
from activities.journal.journal import Journal, JournalConflict
from activities.journal.reader import JournalReader
from activities.journal.recalling import RECALLED_BYTES, Recalling
from activities.names import Found, LookUp, Recall, Recalled
from domain.errors import IdTaken, OtherContent
from domain.ticket.commands import Acknowledge, AddNote, Close, Resolve, WaitForCustomer
from domain.ticket.evolve import replay
from tests.activities.conftest import Databases
from tests.activities.lives import MONDAY, Life
from tests.activities.silence import a_relay
from tests.patience import PATIENCE, until

LATER = MONDAY + timedelta(minutes=10)


async def looked_up(pool: asyncpg.Pool, ticket: str, chain: str = "the-second-run") -> Found:
    return await ActivityEnvironment().run(Recalling(pool).look_up, LookUp(ticket=ticket, chain=chain))


async def recalled(pool: asyncpg.Pool, ticket: str, chain: str = "the-second-run") -> Recalled:
    return await ActivityEnvironment().run(Recalling(pool).recall, Recall(ticket=ticket, chain=chain))


async def test_an_id_that_nobody_wrote_is_free(pool: asyncpg.Pool) -> None:
    assert (await looked_up(pool, "ROSSI-1")).refusal is None


async def test_an_id_is_no_second_life_of_the_chain_that_wrote_it(pool: asyncpg.Pool, journal: Journal) -> None:
    await journal.write(Life("ROSSI-1").entry())
    assert (await looked_up(pool, "ROSSI-1", chain="the-first-run")).refusal is None
    assert (await looked_up(pool, "ROSSI-2")).refusal is None


@pytest.mark.parametrize(
    ("commands", "stands"),
    [
        ((), "working (P1, at support-team), for Bakery Rossi: Nobody can call us; if its workflow is lost"),
        ((WaitForCustomer(),), "waiting (P1, at support-team), for Bakery Rossi: Nobody can call us; if"),
        ((Resolve(),), "resolved (P1, at support-team), for Bakery Rossi: Nobody can call us; if its workflow"),
        ((Close(),), "closed, for Bakery Rossi: Nobody can call us; a new problem is a new ticket with an id of its"),
    ],
    ids=["working", "waiting", "resolved", "closed"],
)
async def test_an_id_that_another_workflow_wrote_is_refused_with_how_that_ticket_stands(
    pool: asyncpg.Pool, journal: Journal, commands: tuple[Close, ...], stands: str
) -> None:
    life = Life("ROSSI-1")
    for command in commands:
        life.does(command, LATER)
    await journal.write(life.entry())
    refusal = (await looked_up(pool, "ROSSI-1")).refusal
    assert refusal is not None
    assert refusal.startswith(f"ticket ROSSI-1 was opened before and is {stands}")


async def test_a_database_that_is_down_knows_nothing(data_folder: object) -> None:
    async with open_pool("postgresql://nobody@127.0.0.1:1/none") as nowhere:
        assert await looked_up(nowhere, "ROSSI-1") == Found()


async def test_a_database_without_tables_knows_nothing(databases: Databases) -> None:
    async with open_pool(await databases.empty()) as pool:
        assert await looked_up(pool, "ROSSI-1") == Found()


async def test_a_database_that_hangs_is_not_waited_for_whatever_hangs_in_it(
    database_url: str, pool: asyncpg.Pool, journal: Journal
) -> None:
    await journal.write(Life("ROSSI-1").entry())
    async with a_relay(database_url) as relay, open_pool(relay.database_url, size=2, answering=999) as slow:
        assert (await looked_up(slow, "ROSSI-1")).refusal is not None
        relay.falls_silent()
        # Over a connection that is there, over one that is to be made, and where there is no room for another:
        # whoever would wait for the database would wait for ever.
        async with asyncio.timeout(PATIENCE):
            assert [await looked_up(slow, "ROSSI-1") for _ in range(4)] == [Found()] * 4
        relay.comes_back()

        async def answers() -> bool:
            return (await looked_up(slow, "ROSSI-1")).refusal is not None

        await until(answers)


async def test_a_table_that_is_locked_is_not_waited_for(pool: asyncpg.Pool, journal: Journal) -> None:
    await journal.write(Life("ROSSI-1").entry())
    async with pool.acquire() as connection:
        async with connection.transaction():
            await connection.execute("lock table tickets in access exclusive mode")
            assert await looked_up(pool, "ROSSI-1") == Found()
        assert (await looked_up(pool, "ROSSI-1")).refusal is not None


async def test_of_two_workflows_that_write_one_id_at_the_same_instant_one_has_it(
    pool: asyncpg.Pool, reader: JournalReader
) -> None:
    journal = Journal(pool)
    for number in range(30):
        ticket = f"ROSSI-{number}"
        # The very same events, or others: what counts is whose they are.
        lives = [Life(ticket), Life(ticket, opened_at=MONDAY if number % 2 else LATER)]
        entries = [life.entry(chain=f"run-{which}") for which, life in enumerate(lives)]
        answers = await asyncio.gather(*(journal.write(one) for one in entries), return_exceptions=True)
        [winner] = [which for which, answer in enumerate(answers) if answer is None]
        [lost] = [answer for answer in answers if answer is not None]
        assert isinstance(lost, IdTaken)
        assert await reader.stream(ticket) == lives[winner].events
        await journal.write(entries[winner])
        with pytest.raises(IdTaken):
            await journal.write(entries[1 - winner])


async def test_of_twenty_workflows_that_write_one_id_one_has_it(pool: asyncpg.Pool, reader: JournalReader) -> None:
    journal = Journal(pool)
    lives = [Life("ROSSI-1", opened_at=MONDAY + timedelta(seconds=number)) for number in range(20)]
    entries = [life.entry(chain=f"run-{which}") for which, life in enumerate(lives)]
    answers = await asyncio.gather(*(journal.write(one) for one in entries), return_exceptions=True)
    assert [answer for answer in answers if not isinstance(answer, IdTaken)] == [None]
    assert await reader.stream("ROSSI-1") == lives[answers.index(None)].events


async def test_a_ticket_comes_back_as_its_events_leave_it(pool: asyncpg.Pool, journal: Journal) -> None:
    life = Life("ROSSI-1").does(WaitForCustomer(id="w-1", question="Which phone?"), LATER)
    await journal.write(life.entry())
    back = await recalled(pool, "ROSSI-1")
    assert (back.refusal, back.stream, back.ticket) == (None, life.events, replay(life.events))
    assert back.memory.knows(WaitForCustomer(id="w-1"))
    assert not back.memory.knows(Acknowledge(id="a-1"))
    # Its content is forgotten; one that was taken since is known with it.
    again = back.memory.with_commands((Acknowledge(id="a-1", by="Ada"),))
    with pytest.raises(OtherContent):
        again.knows(Acknowledge(id="a-1", by="Bo"))


async def test_what_a_lost_run_still_writes_is_refused_and_changes_nothing(
    pool: asyncpg.Pool, journal: Journal, reader: JournalReader
) -> None:
    life = Life("ROSSI-1").does(Acknowledge(), LATER)
    await journal.write(life.entry(1, 1))
    await recalled(pool, "ROSSI-1")
    before = (await reader.list_tickets(), await reader.announcements())
    for late in (life.entry(2), life.entry(1, 1), life.entry()):
        with pytest.raises(IdTaken):
            await journal.write(late)
    assert await reader.stream("ROSSI-1") == life.events[:1]
    assert (await reader.list_tickets(), await reader.announcements()) == before
    await journal.write(life.entry(2, chain="the-second-run"))
    assert await reader.stream("ROSSI-1") == life.events


async def test_what_a_lost_run_is_writing_is_waited_for(
    pool: asyncpg.Pool, journal: Journal, reader: JournalReader
) -> None:
    life = Life("ROSSI-1").does(Acknowledge(), LATER)
    await journal.write(life.entry(1, 1))
    for attempt in range(10):
        writing = asyncio.create_task(journal.write(life.entry(2)))
        back, _ = await asyncio.gather(recalled(pool, "ROSSI-1", f"run-{attempt}"), writing, return_exceptions=True)
        assert isinstance(back, Recalled)
        assert back.stream == await reader.stream("ROSSI-1")


async def test_a_ticket_comes_back_twice_and_the_last_chain_has_it(
    pool: asyncpg.Pool, journal: Journal, reader: JournalReader
) -> None:
    life = Life("ROSSI-1").does(Acknowledge(), LATER)
    await journal.write(life.entry(1, 1))
    await recalled(pool, "ROSSI-1", "the-second-run")
    assert (await recalled(pool, "ROSSI-1", "the-second-run")).stream == life.events[:1]
    await recalled(pool, "ROSSI-1", "the-third-run")
    with pytest.raises(IdTaken):
        await journal.write(life.entry(2, chain="the-second-run"))
    await journal.write(life.entry(2, chain="the-third-run"))
    assert await reader.stream("ROSSI-1") == life.events


async def test_of_a_very_long_life_the_last_events_come_back_and_the_ticket_whole(
    pool: asyncpg.Pool, journal: Journal
) -> None:
    life = Life("ROSSI-1")
    for number in range(150):
        life.does(AddNote(id=f"n-{number}", text=f"{number} " + "x" * 3900), LATER)
    await journal.write(life.entry())
    back = await recalled(pool, "ROSSI-1")
    assert 0 < len(back.stream) < len(life.events)
    assert back.stream == life.events[-len(back.stream) :]
    assert sum(len(one.stored()) for one in back.stream) <= RECALLED_BYTES
    assert back.ticket == replay(life.events)
    assert back.memory.knows(AddNote(id="n-0", text="0"))


async def test_the_alarms_that_nobody_answered_come_back(pool: asyncpg.Pool, journal: Journal) -> None:
    life = Life("ROSSI-1")
    alarm = life.announcements[0].model_copy(update={"recipient": "on-call", "event": 1})
    await journal.write(life.entry(told=(*life.announcements, alarm)))
    assert (await recalled(pool, "ROSSI-1")).ringing == (1,)
    life.does(Acknowledge(), LATER)
    await journal.write(life.entry(2, chain="the-second-run"))
    assert (await recalled(pool, "ROSSI-1")).ringing == ()


async def test_what_cannot_come_back_is_a_sentence_and_stays_whose_it_was(
    pool: asyncpg.Pool, journal: Journal, reader: JournalReader
) -> None:
    unknown = await recalled(pool, "ROSSI-0")
    assert unknown.refusal is not None
    assert unknown.refusal.startswith("there is no ticket ROSSI-0 in the journal")

    closed = Life("ROSSI-1").does(Close(), LATER)
    await journal.write(closed.entry())
    over = await recalled(pool, "ROSSI-1")
    assert over.refusal == ("ticket ROSSI-1 is closed: there is nothing to revive; a new problem is a new ticket")
    await journal.write(closed.entry())

    changed = Life("ROSSI-2").does(Acknowledge(by="Ada"), LATER)
    await journal.write(changed.entry(1, 1))
    await forge(pool, "ROSSI-2")
    forged = await recalled(pool, "ROSSI-2")
    assert forged.refusal is not None
    assert forged.refusal.startswith("event 1 of ticket ROSSI-2 is not the one that was recorded")
    await journal.write(changed.entry(2))
    assert (unknown.ticket, over.ticket, forged.ticket) == (None, None, None)


async def forge(pool: asyncpg.Pool, ticket: str) -> None:
    """Write another customer's name into the journal, as somebody can who has the database."""
    async with pool.acquire() as connection, connection.transaction():
        await connection.execute("set local session_replication_role = replica")
        await connection.execute(
            "update events set body = replace(body::text, 'Rossi', 'Russo')::json where ticket = $1", ticket
        )


async def test_while_the_journal_is_down_bringing_back_is_tried_again(data_folder: object) -> None:
    async with open_pool("postgresql://nobody@127.0.0.1:1/none") as nowhere:
        with pytest.raises(DatabaseUnreachable):
            await recalled(nowhere, "ROSSI-1")


async def test_another_event_of_the_same_chain_is_still_a_conflict(journal: Journal) -> None:
    await journal.write(Life("ROSSI-1").entry())
    with pytest.raises(JournalConflict, match="another event 1 of ticket ROSSI-1"):
        await journal.write(Life("ROSSI-1", opened_at=LATER).entry())
