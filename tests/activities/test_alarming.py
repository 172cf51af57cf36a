"""When an alarm is over, as the journal knows it, and whom a letter may be passed on to."""

from datetime import timedelta

import asyncpg
import pytest

from activities.delivery.letters import Letter, Place
from activities.journal.journal import Journal
from activities.journal.queries import query
from domain.showing.announcements import ON_CALL, Announcement
from domain.terms.terms import Level
from domain.ticket.commands import (
    Acknowledge,
    AddNote,
    Close,
    Command,
    RecordCustomerResponse,
    Resolve,
    WaitForCustomer,
)
from tests.activities.lives import MONDAY, TERMS, Life

PLACE = Place(contract="house-2026", theatre="europe", customer="Bakery Rossi", levels=TERMS.level_names)
ALARM = Letter(ticket="ROSSI-1", event=1, role=ON_CALL, place=PLACE, at=MONDAY)
LATER = MONDAY + timedelta(minutes=10)


async def is_answered(pool: asyncpg.Pool) -> bool:
    """What a pager hears when it asks whether to call again."""
    return bool(await pool.fetchval(query("is_answered"), ALARM.ticket, ALARM.event))


@pytest.mark.parametrize(
    ("command", "over"),
    [
        (Acknowledge(), True),
        (WaitForCustomer(), True),
        (Resolve(), True),
        (Close(), True),
        (AddNote(text="Nobody answers."), False),
        (RecordCustomerResponse(), False),
    ],
    ids=lambda one: getattr(one, "type", ""),
)
async def test_an_alarm_is_over_once_somebody_has_it_or_the_ticket_stands(
    journal: Journal, pool: asyncpg.Pool, command: Command, over: bool
) -> None:
    await journal.write(Life("ROSSI-1").does(command, LATER).entry())
    assert await is_answered(pool) is over


async def test_a_later_alarm_of_the_ticket_takes_over(journal: Journal, pool: asyncpg.Pool) -> None:
    life = Life("ROSSI-1").does(AddNote(text="Nobody answers."), LATER)
    for event in (1, 2):
        rang = Announcement(event=event, recipient=ON_CALL)
        await journal.write(life.entry(event, event, told=(rang,)))
        assert await is_answered(pool) is (event > ALARM.event)


async def test_a_letter_knows_the_vendors_own_levels_alone(journal: Journal, pool: asyncpg.Pool) -> None:
    life = Life("ROSSI-1", levels=(*TERMS.levels, Level(name="manufacturer", outside=True)))
    await journal.write(life.entry())
    [row] = await pool.fetch(query("places"), "ROSSI-1", [1])
    assert row["levels"] == ["support-team", "team-leader"]
