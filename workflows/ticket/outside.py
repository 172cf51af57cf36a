"""What a ticket brings outside: its events to the journal, who is told of them, and alarms to those on call.

Nothing that is decided waits for any of it, and nothing of it is lost: an activity is tried until it succeeds.
"""

from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import timedelta
from typing import Any, NamedTuple

from temporalio import workflow
from temporalio.common import Priority, RetryPolicy
from temporalio.exceptions import ActivityError, ApplicationError, FailureError

from activities.delivery.alarms import ALARM, Alarms
from activities.delivery.letters import ON_CALL_ROLE, Letter, Place
from activities.delivery.mailboxes import ACKNOWLEDGED, pager_id
from activities.names import HAND_OVER, JOURNAL, SECOND_LIFE, HandingOver, JournalEntry, Kept
from domain.showing.standing import Standing
from domain.ticket.events.kinds import EndsAlarm
from domain.ticket.recorded import GENESIS
from workflows.ticket.carried import Carried, Unwritten
from workflows.ticket.outbox import Outbox

ONE_ATTEMPT, HEARTBEAT = timedelta(seconds=90), timedelta(seconds=8)
"""Who hands over to many beats its heart: a killed worker keeps nobody waiting."""
RETRY = RetryPolicy(maximum_interval=timedelta(minutes=1))
RETRY_HANDING_OVER = RetryPolicy(initial_interval=timedelta(seconds=5), maximum_interval=timedelta(minutes=1))


class Present(NamedTuple):
    """Where a ticket stands now, and the place of its tasks in the queue."""

    standing: Standing
    priority: Priority


class Outside:
    """All that is on its way from one ticket to the outside."""

    def __init__(self, present: Callable[[], Present], carried: Carried | None) -> None:
        self._present = present
        waiting = list(carried.unwritten) if carried else []
        # A migration can bring another office, and the sentences of one entry tell instants on one clock.
        self.journal: Outbox[Unwritten] = Outbox(
            self._write, waiting, size=lambda one: one.size, together=lambda one, other: one.zone == other.zone
        )
        self.written_digest = carried.written_digest if carried else GENESIS
        self.second_life: str | None = None
        """The sentence, where the journal says that the id had a life before this one (semantics 26)."""
        self.unheard = int(carried is not None and carried.unheard)
        """How often somebody could not be told when it was time, since all were told; then it is 0 again."""
        self._alarms: Outbox[Letter] = Outbox(self._raise, [])
        self.ringing: list[int] = list(carried.ringing) if carried else []
        """The events whose alarms on call nobody has answered."""
        self._answered_in_flight = False
        self._to_silence: list[int] = []
        self._left = False

    @property
    def is_cleared(self) -> bool:
        """Whether all that was decided is outside."""
        return not (self.journal.waiting or self.unheard or self.is_calling)

    @property
    def is_calling(self) -> bool:
        """Whether an alarm is being raised or silenced at this moment."""
        return bool(self._alarms.waiting or self._to_silence)

    @property
    def is_writing(self) -> bool:
        """Whether a batch is on its way to the journal at this moment."""
        return bool(self.journal.in_flight)

    def work(self) -> tuple[Awaitable[None], ...]:
        """What runs beside the ticket's loop."""
        return self.journal.run(), self._alarms.run(), self._hand_over(), self._silence()

    def leave(self) -> None:
        """Begin nothing more: the run ends in this very task, and nothing may be scheduled after that."""
        self._left = True
        self.journal.leave()
        self._alarms.leave()

    def add(self, event: Unwritten, place: Place) -> None:
        """Bring an event outside. What ends an alarm is what `is_answered.sql` asks the journal for, too."""
        alarms = [one for one in event.told if one.recipient == ON_CALL_ROLE]
        if alarms or isinstance(event.recorded.event, EndsAlarm):
            self.silence()
        self.journal.add([event])
        self._alarms.add(
            [
                Letter(
                    ticket=self._present().standing.ticket,
                    event=one.event,
                    role=one.recipient,
                    place=place,
                    at=workflow.now(),
                    urgent=True,
                )
                for one in alarms
            ]
        )

    def silence(self) -> None:
        """Raise no alarm that waits, and end those that ring: somebody has the ticket, or a later one calls."""
        self._alarms.take_back()
        self._answered_in_flight = bool(self._alarms.in_flight)
        self._to_silence += self.ringing
        self.ringing = []

    async def _write(self, batch: list[Unwritten]) -> None:
        first, last = batch[0].recorded, batch[-1].recorded
        standing = self._present().standing
        entry = JournalEntry(
            ticket=standing.ticket,
            chain=workflow.info().first_execution_run_id,
            at=workflow.now(),
            events=tuple(one.recorded for one in batch),
            previous_digest=self.written_digest,
            standing=standing,
            told=tuple(told for one in batch for told in one.told),
            zone=batch[0].zone,
        )
        try:
            kept: Kept = await self._do(JOURNAL, entry, Kept, _summary(first.number, last.number), RETRY)
        except ActivityError as failed:
            if not isinstance(failed.cause, ApplicationError) or failed.cause.type != SECOND_LIFE:
                raise
            self.second_life = failed.cause.message
            self.journal.leave()
            return
        self.written_digest = last.digest
        self.unheard = 0 if kept.all_told else self.unheard + 1

    async def _hand_over(self) -> None:
        """Tell whoever could not be told when the journal was written; later events do not wait for that."""
        while True:
            await workflow.wait_condition(lambda: self.unheard > 0)
            if self._left:
                return
            missed = self.unheard
            again = HandingOver(ticket=self._present().standing.ticket, at=workflow.now())
            await self._do(HAND_OVER, again, type(None), "tell those who could not be told", RETRY_HANDING_OVER)
            if self.unheard == missed:
                self.unheard = 0

    async def _raise(self, batch: list[Letter]) -> None:
        await self._do(ALARM, Alarms(letters=tuple(batch)), type(None), "raise the alarm on call", RETRY)
        raised = [letter.event for letter in batch]
        if self._answered_in_flight:
            self._answered_in_flight = False
            self._to_silence += raised
        else:
            self.ringing += raised

    async def _silence(self) -> None:
        while True:
            await workflow.wait_condition(lambda: bool(self._to_silence))
            if self._left:
                return
            pager = pager_id(self._present().standing.ticket, self._to_silence[0])
            # One that has ended by itself is silent, too.
            with suppress(FailureError):
                await workflow.get_external_workflow_handle(pager).signal(ACKNOWLEDGED)
            del self._to_silence[0]

    async def _do(self, activity: str, given: Any, answers: type, summary: str, retry: RetryPolicy) -> Any:
        return await workflow.execute_activity(
            activity,
            given,
            result_type=answers,
            start_to_close_timeout=ONE_ATTEMPT,
            heartbeat_timeout=HEARTBEAT,
            retry_policy=retry,
            priority=self._present().priority,
            summary=summary[:200],
        )


def _summary(first: int, last: int) -> str:
    return f"event {first} to the journal" if first == last else f"events {first} to {last} to the journal"
