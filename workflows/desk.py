"""The desk of one ticket: its state, the door that every command goes through, and what is on its way outside."""

import asyncio
from datetime import timedelta
from typing import Any

from temporalio import workflow
from temporalio.common import RetryPolicy
from temporalio.exceptions import ApplicationError, FailureError

from activities.letters import Place
from activities.names import ANNOUNCE, DECIDE, JOURNAL, AnnouncementBatch, JournalEntry, Told, Turn
from domain.announcing import ON_CALL
from domain.commands import Command, OpenTicket
from domain.decision import Decision, RefusedSignal
from domain.errors import AnotherTicket
from domain.evolve import evolve
from domain.importing import History
from domain.memory import Memory
from domain.reading import read_opening
from domain.recorded import GENESIS, Recorded
from domain.snapshot import Snapshot, snapshot
from domain.stamp import TOLERANCE
from domain.standing import Alarm, standing
from domain.telling import sentence
from domain.ticket import Closed, Ticket
from workflows.alarm_clock import AlarmClock
from workflows.carried import BACKLOG, Carried, carried_stream
from workflows.messages import REFUSED, task_priority
from workflows.outbox import Outbox
from workflows.run_length import RunLength
from workflows.shown import show_attributes, show_page


class DecidingFailed(Exception):
    """Deciding raised: a bug of ours. It fails the workflow task, and the ticket goes on once it is mended."""


def refusal(sentence: str) -> ApplicationError:
    """A refusal as the sender gets it: never retried."""
    return ApplicationError(sentence, type=REFUSED, non_retryable=True)


class Desk:
    """The state of an open ticket. Commands come to it one at a time."""

    def __init__(self, carried: Carried | None) -> None:
        self.ticket: Ticket | None = carried.ticket if carried else None
        self.alarm: Alarm | None = carried.alarm if carried else None
        self.stream: list[Recorded] = list(carried.stream) if carried else []
        self.memory = carried.memory if carried else Memory()
        self.clock = AlarmClock()
        unwritten = self.stream[len(self.stream) - carried.unwritten :] if carried else []
        self.journal = Outbox(self._write, unwritten)
        unannounced = carried.unannounced if carried else ()
        self.announcer = Outbox(self._announce, [told for told in unannounced if not _is_alarm(told)])
        # On their own: an alarm rings also while others wait for the store to be back.
        self.alarms = Outbox(self._announce, [told for told in unannounced if _is_alarm(told)])
        self._written_digest = carried.written_digest if carried else GENESIS
        self._door = asyncio.Lock()
        self.length = RunLength()
        if self.ticket is not None:
            self.clock.set(self.alarm)
            show_page(self.ticket, self.alarm, self.stream)

    @property
    def is_closed(self) -> bool:
        """Whether the ticket has ended."""
        return self.ticket is not None and isinstance(self.ticket.status, Closed)

    @property
    def is_light(self) -> bool:
        """Whether what is still on its way is little enough to be carried into a new run."""
        return all(len(outbox.waiting) <= BACKLOG for outbox in self.outboxes)

    @property
    def is_cleared(self) -> bool:
        """Whether all that was decided is outside."""
        return not any(outbox.waiting for outbox in self.outboxes)

    @property
    def is_announcing(self) -> bool:
        """Whether people are being told at this moment."""
        return self.announcer.in_flight or self.alarms.in_flight

    @property
    def outboxes(self) -> tuple[Outbox[Recorded], Outbox[Told], Outbox[Told]]:
        """All that is on its way outside."""
        return self.journal, self.announcer, self.alarms

    def present(self) -> Ticket:
        """The ticket. Raises a refusal where its opening is not decided yet."""
        if self.ticket is None:
            raise refusal("this ticket is not open yet; try again in a moment")
        return self.ticket

    def snapshot(self) -> Snapshot:
        """The ticket at a glance."""
        return snapshot(self.present(), self.alarm)

    def check_same_opening(self, message: Any) -> None:
        """Refuse an opening that asks for another ticket than the one which has this id."""
        if message is None:
            return
        asked, ticket = read_opening(message), self.present()
        same = (asked.customer, asked.subject, asked.request) == (ticket.customer, ticket.subject, ticket.request)
        # An `at` a little ahead was taken as now.
        if not same or (asked.at is not None and abs(asked.at - ticket.opened_at) > TOLERANCE):
            raise AnotherTicket(ticket.id, ticket.customer, ticket.subject)

    async def open(self, opening: OpenTicket, history: History | None) -> str | None:
        """Take the first turn. Answers the sentence of a refusal."""
        async with self._door:
            turn = Turn(now=workflow.now(), opening=opening, history=history)
            decision = await self._turn(turn, "opening" if history is None else f"import from {history.source}")
            self._fold(decision)
            for command in history.commands if history else ():
                self.memory = self.memory.with_command(command)
            return decision.refusal

    async def take(self, command: Command, *, answers: bool) -> str | None:
        """Take a turn for a command; a repeat of one that was taken changes nothing. Answers a refusal's sentence."""
        self.length.look()
        async with self._door:
            if self.memory.knows(command):
                return None
            turn = Turn(now=workflow.now(), ticket=self.ticket, alarm=self.alarm, command=command, answers=answers)
            decision = await self._turn(turn, command.type)
            if decision.refusal is None:
                self._fold(decision)
                self.memory = self.memory.with_command(command)
            return decision.refusal

    async def take_down(self, refused: RefusedSignal) -> None:
        """Take a turn for a signal that cannot be."""
        self.length.look()
        async with self._door:
            if not self.is_closed:
                turn = Turn(now=workflow.now(), ticket=self.ticket, alarm=self.alarm, refused=refused)
                self._fold(await self._turn(turn, f"refusal of {refused.asked}"))

    async def ring(self) -> None:
        """Take a turn for the clock, if anything is due by now, and set the timer again."""
        self.length.look()
        async with self._door:
            if self.alarm is not None and self.alarm.at < workflow.now():
                turn = Turn(now=workflow.now(), ticket=self.ticket, alarm=self.alarm)
                self._fold(await self._turn(turn, self.alarm.label))
            else:
                self.clock.set(self.alarm)

    def carried(self) -> Carried:
        """What the next run is given."""
        unwritten = len(self.journal.waiting)
        return Carried(
            ticket=self.present(),
            alarm=self.alarm,
            stream=carried_stream(self.stream, unwritten),
            unwritten=unwritten,
            written_digest=self._written_digest,
            unannounced=(*self.announcer.waiting, *self.alarms.waiting),
            memory=self.memory,
        )

    async def _turn(self, turn: Turn, what: str) -> Decision:
        try:
            decision: Decision = await workflow.execute_local_activity(
                DECIDE,
                turn,
                result_type=Decision,
                start_to_close_timeout=timedelta(seconds=30),
                retry_policy=RetryPolicy(maximum_attempts=1),
                summary=what,
            )
        except FailureError as failure:
            raise DecidingFailed(f"deciding {what}: {failure.cause or failure}") from failure
        return decision

    def _fold(self, decision: Decision) -> None:
        if decision.refusal is not None:
            return
        told: list[Told] = []
        for recorded in decision.events:
            self.ticket = evolve(self.ticket, recorded)
            said = sentence(recorded.event, self.ticket.terms.zone)
            told += [
                Told(announcement=one, occurred_at=recorded.event.occurred_at, sentence=said)
                for one in decision.announcements
                if one.event == recorded.number
            ]
        self.alarm = decision.alarm
        self.stream += decision.events
        self.journal.add(list(decision.events))
        self.announcer.add([one for one in told if not _is_alarm(one)])
        self.alarms.add([one for one in told if _is_alarm(one)])
        self.clock.set(self.alarm)
        show_attributes(decision.attributes)
        show_page(self.present(), self.alarm, self.stream)

    async def _write(self, batch: list[Recorded]) -> None:
        ticket = self.present()
        entry = JournalEntry(
            ticket=ticket.id,
            events=tuple(batch),
            standing=standing(ticket, self.alarm),
            previous_digest=self._written_digest,
        )
        await self._bring_out(JOURNAL, entry, f"events {batch[0].number} to {batch[-1].number} to the journal")
        self._written_digest = batch[-1].digest

    async def _announce(self, batch: list[Told]) -> None:
        recipients = ", ".join(dict.fromkeys(told.announcement.recipient for told in batch))
        ticket, alarm = self.present(), any(_is_alarm(told) for told in batch)
        place = Place(
            contract=ticket.terms.contract,
            theatre=ticket.terms.theatre,
            customer=ticket.customer,
            levels=ticket.terms.own_levels,
        )
        entry = AnnouncementBatch(
            ticket=ticket.id, at=workflow.now(), told=tuple(batch), place=place if alarm else None
        )
        await self._bring_out(ANNOUNCE, entry, f"tell {recipients}"[:200])

    async def _bring_out(self, activity: str, entry: JournalEntry | AnnouncementBatch, summary: str) -> None:
        """Run an activity until it succeeds: an outage of the store stops no clock, and loses nothing (25)."""
        ticket = self.present()
        rank = ticket.terms.rank(ticket.priority)
        await workflow.execute_activity(
            activity,
            entry,
            start_to_close_timeout=timedelta(seconds=90),
            # Who hands over to many beats its heart: a killed worker keeps nobody waiting.
            heartbeat_timeout=timedelta(seconds=8) if activity == ANNOUNCE else None,
            retry_policy=RetryPolicy(maximum_interval=timedelta(minutes=1)),
            priority=task_priority(rank, ticket.customer, goes_first=ticket.terms.goes_first),
            summary=summary,
        )
        self.length.look()


def _is_alarm(told: Told) -> bool:
    return told.announcement.recipient == ON_CALL
