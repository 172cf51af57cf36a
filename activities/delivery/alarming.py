"""On-call alarms: raised without the journal; whom a call is for, and whether it was answered."""

import asyncpg
import structlog
from temporalio import activity

from activities.delivery.alarms import ALARM, Alarms
from activities.delivery.handing_over import HandOver
from activities.delivery.letters import Letter
from activities.delivery.names import IS_ANSWERED, ON_DUTY, Calling, OnDuty, Reached
from activities.delivery.recipients import Whom, called
from activities.heartbeats import heartbeating
from activities.journal.database import faults_as_sentences
from activities.journal.queries import query

_log = structlog.get_logger("sundial.announcements")


class Alarming:
    """Answers for pagers. Whom to call needs the directory alone: an alarm rings while the journal is down."""

    def __init__(self, pool: asyncpg.Pool, whom: Whom, hand_over: HandOver) -> None:
        """Read the journal through these connections."""
        self._pool = pool
        self._whom = whom
        self._hand_over = hand_over

    @activity.defn(name=ALARM)
    async def alarm(self, alarms: Alarms) -> None:
        """Begin the calls of each alarm, once. Needs no store: an alarm rings while the journal is down."""
        with heartbeating():
            for letter in alarms.letters:
                await self._hand_over.to_pager(letter)

    @activity.defn(name=ON_DUTY)
    async def on_duty(self, calling: Calling) -> OnDuty:
        """Whom the next call is for, as the directory is now."""
        place, at = calling.letter.place, max(calling.at, calling.letter.at)
        rota = self._whom.rota(place, at)
        if not rota:
            return OnDuty(because=self._whom.told(calling.letter.role, place, at)[1])
        persons = called(rota, calling.call, calling.calls_each)
        return OnDuty(reached=tuple(Reached(person=one, ways=self._whom.ways_at_night(one)) for one in persons))

    @activity.defn(name=IS_ANSWERED)
    async def is_answered(self, letter: Letter) -> bool:
        """Whether the journal holds an answer to the alarm, or what ends it otherwise. Raises a `DatabaseError`."""
        with faults_as_sentences():
            return bool(await self._pool.fetchval(query("is_answered"), letter.ticket, letter.event))


@activity.defn(name=ALARM)
async def alarm_nobody(alarms: Alarms) -> None:
    """What a worker without a directory does with alarms: they stand in the log, and nobody is called."""
    for letter in alarms.letters:
        _log.warning("an alarm reaches nobody: there is no directory", ticket=letter.ticket, number=letter.event)
