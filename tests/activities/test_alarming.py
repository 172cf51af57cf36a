"""When an alarm is over, as the journal knows it, and whom a letter may be passed on to."""

from datetime import timedelta

import asyncpg
import pytest
from activities.announcing import Announcer
from tests.activities.telling import announced

from activities.alarming import Alarming
from activities.journal import Journal
from activities.letters import Letter, Place
from activities.names import AnnouncementBatch, Told
from activities.queries import query
from activities.whom import Whom
from domain.announcing import ON_CALL, Announcement
from domain.commands import Acknowledge, AddNote, Close, Command, RecordCustomerResponse, Resolve, WaitForCustomer
from domain.terms import Level
from tests.activities.lives import MONDAY, TERMS, Life
from tests.directory.given import a_directory, team

PLACE = Place(contract="house-2026", theatre="europe", customer="Bakery Rossi", levels=TERMS.level_names)
ALARM = Letter(ticket="ROSSI-1", event=1, role=ON_CALL, place=PLACE, at=MONDAY)
LATER = MONDAY + timedelta(minutes=10)


async def is_answered(pool: asyncpg.Pool) -> bool:
    whom = Whom(a_directory(team({"support-team": {"people": ["anna"]}})))
    return await Alarming(pool, whom).is_answered(ALARM)


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


async def test_a_later_alarm_of_the_ticket_takes_over(
    journal: Journal, announcer: Announcer, pool: asyncpg.Pool
) -> None:
    await journal.write(Life("ROSSI-1").entry())
    for event in (1, 2):
        rang = Told(announcement=Announcement(event=event, recipient=ON_CALL), occurred_at=MONDAY, sentence="ALARM")
        await announced(announcer, AnnouncementBatch(ticket="ROSSI-1", at=MONDAY, told=(rang,)))
        assert await is_answered(pool) is (event > ALARM.event)


async def test_a_letter_knows_the_vendors_own_levels_alone(journal: Journal, pool: asyncpg.Pool) -> None:
    life = Life("ROSSI-1", levels=(*TERMS.levels, Level(name="manufacturer", outside=True)))
    await journal.write(life.entry())
    [row] = await pool.fetch(query("places"), "ROSSI-1", [1])
    assert row["levels"] == ["support-team", "team-leader"]
