"""Bringing a message to one person: looked through, sent by the first way that works, or passed on to the next in line.

Read `bring` first. A way that gave up is known to be down for a while, and one that asked for it is left alone.
"""

from datetime import timedelta

from temporalio import workflow

from activities.delivery.failing import STORE_DOWN, TRY_AGAIN, UNWRITABLE
from activities.delivery.letters import Letter
from activities.delivery.mailboxes import MailboxStart
from activities.delivery.names import PASS_ON, SORT, Left, PassingOn, Sorted, Sorting, Way
from workflows.people.recording import outcome, record
from workflows.people.retry_schedules import HEARTBEAT, STORE, retry_schedule_for
from workflows.people.sending import NOT_SERVED, Failure, send
from workflows.people.waiting_letters import ASIDE, WaitingLetters, is_urgent

KNOWN_TO_BE_DOWN = timedelta(minutes=15)
"""After a way gave up it is tried just once a message for so long, so that the next way is not waited for."""
A_LATER_VERSION = timedelta(minutes=1)
"""After so long what this version cannot read is looked at again, by whichever worker takes it."""
LEFT_ALONE = timedelta(days=1)
"""The longest that a way is left alone when it asks for that."""


class Bringing:
    """Brings messages to one person, and knows which ways do not work just now."""

    def __init__(self, start: MailboxStart, waiting: WaitingLetters) -> None:
        """What cannot be brought now is set aside with what waits."""
        self._person = start.person
        self._waiting = waiting
        self._down, self._busy = dict(start.down), dict(start.busy)

    async def bring(self, letters: tuple[Letter, ...]) -> None:
        """Bring letters by the first way that works, or pass them on to the next in line."""
        found = await self._sorted(letters)
        if found.unreadable:
            why = "the journal does not hold what was recorded of the ticket; the worker's log says more"
            await record(outcome(self._person, found.unreadable, None, "unreadable", why))
        self._waiting.set_aside(found.later, workflow.now() + A_LATER_VERSION)
        if not found.letters:
            return
        failures: list[Failure] = []
        for way in found.ways:
            failure = await self._by(way, found.letters)
            if failure is None:
                return
            if failure.kind == UNWRITABLE and len(found.letters) > 1:
                # One of them cannot be written; the others are not to suffer for it.
                half = len(found.letters) // 2
                await self.bring(found.letters[:half])
                await self.bring(found.letters[half:])
                return
            failures.append(failure)
        await self._pass_on(found.letters, for_now=any(one.kind == TRY_AGAIN for one in failures))

    async def _by(self, way: Way, letters: tuple[Letter, ...]) -> Failure | None:
        failure = await self._tried(way, letters)
        if failure is None:
            self._down.pop(way.channel, None)
            self._waiting.sent(workflow.now(), way.rate)
            return None
        if failure.kind == TRY_AGAIN:
            self._down[way.channel] = workflow.now()
            if failure.pause:
                self._busy[way.channel] = workflow.now() + min(timedelta(seconds=failure.pause), LEFT_ALONE)
        await record(outcome(self._person, letters, way, "failed", failure.why))
        return failure

    async def _tried(self, way: Way, letters: tuple[Letter, ...]) -> Failure | None:
        """Bring letters by one way, however long the store is down meanwhile."""
        written, looked = workflow.now(), False
        if self._busy.get(way.channel, written) > written:
            return Failure(TRY_AGAIN, "it asked to be left alone for longer")
        while True:
            since = self._down.get(way.channel)
            down = since is not None and workflow.now() - since < KNOWN_TO_BE_DOWN
            schedule = retry_schedule_for(way.kind, urgent=is_urgent(letters), down=down)
            slower = self._waiting.pace.slower
            sent = await send(self._person, letters, way, schedule, slower=slower, written=written)
            if not isinstance(sent, Failure):
                if not sent.recorded:
                    await record(outcome(self._person, letters, way, "sent", sent.detail, message=sent.message))
                return None
            if sent.kind == STORE_DOWN:
                # No fault of the way. Looking the letters through again waits for the store.
                await workflow.sleep(timedelta(seconds=1))
                await self._sorted(letters)
            elif sent.kind == NOT_SERVED and not looked:
                # Perhaps no worker was there, or the gateway is none any more: who answers now serves what it says.
                looked = True
                ways = (await self._sorted(letters)).ways
                way = next((one for one in ways if one.channel == way.channel), way)
            else:
                return Failure(TRY_AGAIN, sent.why) if sent.kind == NOT_SERVED else sent

    async def _sorted(self, letters: tuple[Letter, ...]) -> Sorted:
        found: Sorted = await workflow.execute_activity(
            SORT,
            Sorting(person=self._person, letters=letters, at=workflow.now()),
            result_type=Sorted,
            start_to_close_timeout=timedelta(seconds=120),
            heartbeat_timeout=HEARTBEAT,
            retry_policy=STORE,
            summary=f"look through {len(letters)}",
        )
        self._waiting.pace = found.pace or self._waiting.pace
        return found

    async def _pass_on(self, letters: tuple[Letter, ...], *, for_now: bool) -> None:
        left: Left = await workflow.execute_activity(
            PASS_ON,
            PassingOn(person=self._person, letters=letters, at=workflow.now(), for_now=for_now),
            result_type=Left,
            start_to_close_timeout=timedelta(seconds=60),
            heartbeat_timeout=HEARTBEAT,
            retry_policy=STORE,
            summary=f"pass {len(letters)} on to the next in line",
        )
        self._waiting.set_aside(left.letters, workflow.now() + ASIDE)

    def carried(self, start: MailboxStart) -> MailboxStart:
        """What the next run is given of it."""
        return start.model_copy(update={"down": self._down, "busy": self._busy})
