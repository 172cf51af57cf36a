"""Tickets are brought in once, whatever the engine remembers of them."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from activities.database import TablesMissing, open_pool
from activities.deciding import resolver
from activities.journal import Journal
from activities.reading import JournalReader
from contracts.public_holidays import public_holidays
from domain.commands import Close
from domain.request import Request
from onboarding.bringing import Brought, bring_in
from onboarding.examining import Arrival, Examiner
from runtime.answers import NoSuchTicket
from simulation.incidents import Incident
from tests.activities.lives import MONDAY, Life
from tests.workflows.world import World, a_request

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
        return await bring_in(world.tickets, journal, arrivals)


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
    first, other = an_arrival(world), an_arrival(world, "Another problem")
    taken = Arrival(other.opening.model_copy(update={"ticket": first.ticket}), other.history, other.expected)
    await brought(world, first)
    third = an_arrival(world)
    found = await brought(world, taken, third)
    assert list(found.came) == [third.ticket]
    assert "is open already, for Acme Ltd: No calls come through" in found.refused[first.ticket]


async def test_while_the_journal_cannot_say_what_is_known_nothing_is_brought_in(world: World) -> None:
    arrivals = [an_arrival(world) for _ in range(10)]
    async with open_pool(NOWHERE, size=1) as pool:
        found = await bring_in(world.tickets, JournalReader(pool), arrivals)
    assert found.unanswered is not None
    assert "database" in found.unanswered
    assert (found.came, found.refused) == ({}, {})
    for arrival in arrivals:
        with pytest.raises(NoSuchTicket):
            await world.tickets.snapshot(arrival.ticket)
