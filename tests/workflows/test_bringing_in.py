"""Tickets are brought in once, whatever the engine remembers of them."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from activities.deciding import resolver
from activities.journal.database import TablesMissing, open_pool
from activities.journal.journal import Journal
from activities.journal.reader import JournalReader
from contracts.public_holidays import public_holidays
from domain.terms.request import Request
from domain.ticket.commands import Close
from moving.onboarding.bringing import Brought, bring_in
from moving.onboarding.differing import Difference
from moving.onboarding.examining import Arrival, Examiner, LeftOut
from runtime.temporal.errors import NoSuchTicket
from studies.files.incidents import Incident
from tests.activities.lives import MONDAY, Life
from tests.workflows.given.world import World, a_request

NOWHERE = "postgresql://nobody@127.0.0.1:1/none"


def an_arrival(world: World, subject: str = "No calls come through") -> Arrival:
    """A P2 of the week before last, of which the other system knows nothing but the opening."""
    now = datetime.now(UTC)
    incident = Incident(
        id=f"OLD-{uuid4().hex[:8]}",
        opened_at=now - timedelta(days=14),
        customer="Acme Ltd",
        subject=subject,
        request=Request.model_validate(a_request()),
    )
    found = Examiner(resolver(world.library, public_holidays), now, source="Old desk").examine(incident)
    assert isinstance(found, Arrival)
    return found


async def brought(world: World, *arrivals: Arrival) -> Brought:
    async with ready_journal(world) as journal:
        return await bring_in(world.tickets, journal, arrivals, datetime.now(UTC))


@asynccontextmanager
async def ready_journal(world: World) -> AsyncIterator[JournalReader]:
    """The journal, once the worker, which may just have begun, has made its tables."""
    async with world.journal() as journal:
        async with asyncio.timeout(30):
            while await has_no_tables(journal):
                await asyncio.sleep(0.05)
        yield journal


async def has_no_tables(journal: JournalReader) -> bool:
    try:
        await journal.counts()
    except TablesMissing:
        return True
    return False


async def test_what_was_foretold_is_what_comes(world: World) -> None:
    arrival = an_arrival(world)
    found = await brought(world, arrival)
    assert found.came == {arrival.ticket: arrival.expected.standing}
    assert (found.known, found.refused, found.unanswered) == ({}, {}, None)


async def test_many_come_at_once_and_each_only_once(world: World) -> None:
    arrivals = [an_arrival(world) for _ in range(20)]
    first, again = await brought(world, *arrivals), await brought(world, *arrivals)
    assert set(first.came) == set(again.known) == {arrival.ticket for arrival in arrivals}
    assert (first.known, again.came) == ({}, {})
    assert {standing.events for standing in again.known.values()} == {
        standing.events for standing in first.came.values()
    }


async def test_a_ticket_that_the_engine_has_forgotten_is_known_from_the_journal(world: World) -> None:
    arrival = an_arrival(world)
    # It was brought in long ago, closed, and its history has gone with its retention.
    past = Life(arrival.ticket).does(Close(), MONDAY + timedelta(hours=1))
    async with ready_journal(world), open_pool(world.database_url, size=1) as pool:
        await Journal(pool).write(past.entry())
    found = await brought(world, arrival)
    assert (found.came, found.refused) == ({}, {})
    assert found.known[arrival.ticket].status == "closed"
    with pytest.raises(NoSuchTicket):
        await world.tickets.snapshot(arrival.ticket)


async def test_a_refused_ticket_keeps_none_of_the_others_from_coming(world: World) -> None:
    first, third = an_arrival(world, "Another problem"), an_arrival(world)
    await world.tickets.open(
        {"ticket": first.ticket, "customer": "Acme Ltd", "subject": "No calls come through", "request": a_request()}
    )
    found = await brought(world, first, third)
    assert list(found.came) == [third.ticket]
    assert "is open already, for Acme Ltd: No calls come through" in found.refused[first.ticket]
    assert not found.is_whole


async def test_what_is_imported_again_and_says_something_else_is_told_and_changes_nothing(world: World) -> None:
    first, other = an_arrival(world), an_arrival(world, "Another problem")
    await brought(world, first)
    again = Arrival(other.opening.model_copy(update={"ticket": first.ticket}), other.history, other.expected, (2,))
    found = await brought(world, again)
    said = [one.says for one in found.differing[first.ticket]]
    assert said[0] == "the file says: subject is 'Another problem'; the ticket here is 'No calls come through'"
    assert (list(found.known), found.refused, found.is_whole) == ([first.ticket], {}, False)
    assert (await world.tickets.snapshot(first.ticket)).standing == found.known[first.ticket]


async def test_a_ticket_that_nobody_answers_for_keeps_none_of_those_behind_it_from_coming(world: World) -> None:
    arrivals = [an_arrival(world) for _ in range(20)]
    stuck = arrivals[3]
    # It was started for workers that there are none of, so that its workflow answers nothing.
    nowhere = world.reached_with(task_queue="nobody-serves-this")
    argument, options = nowhere.starts.opening(stuck.opening)
    await world.client.start_workflow("Ticket", argument, **options)
    found = await brought(world, *arrivals)
    await world.tickets.handle(stuck.ticket).terminate()
    assert set(found.came) == {arrival.ticket for arrival in arrivals} - {stuck.ticket}
    assert list(found.unheard) == [stuck.ticket]
    assert "start one with SUNDIAL_TASK_QUEUE=nobody-serves-this" in found.unheard[stuck.ticket]
    assert (found.unanswered, found.refused, found.is_whole) == (None, {}, False)


async def test_what_was_closed_there_and_is_open_here_is_told(world: World) -> None:
    first, second = an_arrival(world), an_arrival(world)
    await brought(world, first)
    told = f"ticket {first.ticket} was over at 2026-03-02T09:00:00Z, where it was closed"
    over = [LeftOut(ticket=name, why="closed", sentence=told, line=7) for name in (first.ticket, "another")]
    async with ready_journal(world) as journal:
        found = await bring_in(world.tickets, journal, [second], datetime.now(UTC), over)
    assert found.differing == {first.ticket: (Difference(7, f"the file says: {told}; here it is still working"),)}


async def test_while_the_journal_cannot_say_what_is_known_nothing_is_brought_in(world: World) -> None:
    arrivals = [an_arrival(world) for _ in range(10)]
    async with open_pool(NOWHERE, size=1) as pool:
        found = await bring_in(world.tickets, JournalReader(pool), arrivals, datetime.now(UTC))
    assert found.unanswered is not None
    assert "database" in found.unanswered
    assert (found.came, found.refused) == ({}, {})
    for arrival in arrivals:
        with pytest.raises(NoSuchTicket):
            await world.tickets.snapshot(arrival.ticket)
