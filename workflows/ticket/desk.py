"""The desk of one ticket: its state, and the door that every command goes through, one at a time."""

import asyncio
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from temporalio import workflow
from temporalio.common import RawValue, RetryPolicy
from temporalio.exceptions import FailureError

from activities.delivery.letters import Place
from activities.names import DECIDE, RECALL, DecisionInput, Recall, Recalled
from domain.clock.next_timer import NextTimer
from domain.deciding.decision import Decision, RefusedSignal
from domain.deciding.effective_time import TOLERANCE
from domain.deciding.importing import History
from domain.deciding.parsing import read_opening
from domain.errors import AnotherTicket, DomainError
from domain.showing.snapshot import Snapshot, snapshot
from domain.showing.standing import standing
from domain.ticket.commands import Command, OpenTicket
from domain.ticket.evolve import evolve
from domain.ticket.memory import Memory
from domain.ticket.recorded import Recorded, latest
from domain.ticket.ticket import Closed, Ticket
from workflows.messages import task_priority
from workflows.refusing import refusal
from workflows.run_length import RunLength
from workflows.task_size import TaskSize
from workflows.ticket.carried import CARRIED_BYTES, UNWRITTEN_BYTES, Carried, unwritten
from workflows.ticket.outside import RETRY, Outside, Present
from workflows.ticket.showing.search_attributes import show_attributes, shown
from workflows.timer import Timer

CRAMPED = 25_000_000
"""Bytes of a run's history from which on texts are kept short: the server ends a workflow at 50 MB for good."""
ANSWER = 10_000
"""Bytes of an answer, at the most."""


class DecidingFailed(Exception):
    """Deciding raised: a bug of ours. It fails the workflow task, and the ticket goes on once it is mended."""


class Desk:
    """The state of a ticket."""

    def __init__(self, carried: Carried | None) -> None:
        self.ticket: Ticket | None = carried.ticket if carried else None
        self.next_timer: NextTimer | None = carried.next_timer if carried else None
        self.deadline: NextTimer | None = carried.deadline if carried else None
        self.stream: list[Recorded] = []
        if carried:
            self.stream = [*carried.stream, *(one.recorded for one in carried.unwritten)]
        self.memory = carried.memory if carried else Memory()
        self.timer = Timer()
        self.outside = Outside(self._present, carried)
        self.length = RunLength()
        self._task = TaskSize()
        self._door = asyncio.Lock()
        if self.ticket is not None:
            self._set_timer()

    @property
    def is_closed(self) -> bool:
        """Whether the ticket has ended."""
        return self.ticket is not None and isinstance(self.ticket.status, Closed)

    @property
    def may_be_carried(self) -> bool:
        """Whether a new run can be given all that it needs in one message, and would know of all that is under way."""
        light = self.outside.journal.size <= UNWRITTEN_BYTES and self._room >= 0
        return light and not self.outside.is_calling

    def present(self) -> Ticket:
        """The ticket. Raises a refusal where its opening is not decided yet."""
        if self.ticket is None:
            raise refusal("this ticket is not open yet; try again in a moment")
        return self.ticket

    def snapshot(self) -> Snapshot:
        """The ticket at a glance."""
        return snapshot(self.present(), self.next_timer, self.deadline)

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
            chain = workflow.info().first_execution_run_id
            turn = DecisionInput(now=workflow.now(), opening=opening, chain=chain, history=history, shown=shown())
            decision = await self._turn(turn, "opening" if history is None else f"import from {history.source}")
            await self._fold(decision)
            self.memory = self.memory.with_commands(history.commands if history else ())
            return decision.refusal

    async def revive(self, ticket: str) -> str | None:
        """Go on from what the journal holds of a ticket whose workflow was lost. Answers the sentence of a refusal."""
        async with self._door:
            recalled: Recalled = await workflow.execute_activity(
                RECALL,
                Recall(ticket=ticket, chain=workflow.info().first_execution_run_id),
                result_type=Recalled,
                start_to_close_timeout=timedelta(seconds=90),
                retry_policy=RETRY,
                summary="back from the journal",
            )
            if recalled.ticket is None:
                return recalled.refusal
            turn = DecisionInput(now=workflow.now(), ticket=recalled.ticket, shown=shown())
            decision = await self._turn(turn, "what fell due meanwhile")
            # Only now is it there: whoever looks before would see nothing that comes due.
            self.ticket, self.stream, self.memory = recalled.ticket, list(recalled.stream), recalled.memory
            self.outside.written_digest = recalled.ticket.digest
            self.outside.ringing = list(recalled.ringing)
            # Whoever had to be told by the run that was lost; one who was told already is not told again.
            self.outside.unheard = 1
            await self._fold(decision)
            return None

    async def take(self, command: Command) -> str | None:
        """Take a turn for a command whose sender hears the answer. Answers a refusal's sentence.

        A repeat of one that was taken changes nothing. Raises `OtherContent`.
        """
        self.length.look()
        async with self._door:
            return await self._taken(command, answers=True)

    async def hear(self, asked: str, read: Callable[[], Command]) -> None:
        """Take a turn for a signal, which is read when it is its turn. What it asks and cannot be becomes a fact."""
        self.length.look()
        async with self._door:
            try:
                await self._taken(read(), answers=False)
            except DomainError as refused:
                if not self.is_closed:
                    signal = RefusedSignal(asked=asked, sentence=refused.sentence)
                    await self._fold(await self._turn(self._now(refused=signal), f"refusal of {asked}"))

    async def _taken(self, command: Command, *, answers: bool) -> str | None:
        if self.outside.second_life is not None:
            return self.outside.second_life
        if self.memory.knows(command):
            return None
        decision = await self._turn(self._now(command=command, answers=answers), command.type)
        if decision.refusal is None:
            self.memory = self.memory.with_commands((command,))
            self._task.add(ANSWER if answers else 0)
            await self._fold(decision)
        return decision.refusal

    async def ring(self) -> None:
        """Take a turn for the clock, if anything is due by now, and see to it that it rings again."""
        self.length.look()
        async with self._door:
            if self.next_timer is not None and self.next_timer.at < workflow.now():
                await self._fold(await self._turn(self._now(), self.next_timer.label))
            else:
                self._set_timer()

    def carried(self) -> Carried:
        """What the next run is given."""
        waiting = self.outside.journal.waiting
        written = self.stream[: len(self.stream) - len(waiting)]
        return Carried(
            ticket=self.present(),
            next_timer=self.next_timer,
            deadline=self.deadline,
            stream=latest(written, self._room),
            unwritten=tuple(waiting),
            written_digest=self.outside.written_digest,
            unheard=self.outside.unheard > 0,
            ringing=tuple(self.outside.ringing),
            memory=self.memory,
        )

    @property
    def _room(self) -> int:
        ticket = len(self.present().model_dump_json(exclude_none=True))
        return CARRIED_BYTES - ticket - self.outside.journal.size

    def _now(self, **more: Any) -> DecisionInput:
        cramped = workflow.info().get_current_history_size() > CRAMPED
        return DecisionInput(now=workflow.now(), ticket=self.ticket, shown=shown(), cramped=cramped, **more)

    async def _turn(self, turn: DecisionInput, what: str) -> Decision:
        try:
            decided: RawValue = await workflow.execute_local_activity(
                DECIDE,
                turn,
                result_type=RawValue,
                start_to_close_timeout=timedelta(seconds=30),
                retry_policy=RetryPolicy(maximum_attempts=1),
                summary=what[:200],
            )
        except FailureError as failure:
            raise DecidingFailed(f"deciding {what}: {failure.cause or failure}") from failure
        self._task.add(len(decided.payload.data))
        return Decision.model_validate_json(decided.payload.data)

    async def _fold(self, decision: Decision) -> None:
        if decision.refusal is not None:
            return
        for recorded in decision.events:
            self.ticket = evolve(self.ticket, recorded)
            told = tuple(one for one in decision.announcements if one.event == recorded.number)
            self.outside.add(unwritten(recorded, told, self.ticket.terms.zone), _place(self.ticket))
        self.next_timer, self.deadline = decision.next_timer, decision.deadline
        self.stream += decision.events
        self._set_timer()
        show_attributes(decision.attributes)
        await self._task.end_if_large()

    def _set_timer(self) -> None:
        if self.next_timer is not None:
            self.timer.set(self.next_timer.at, f"until the {self.next_timer.label}")

    def _present(self) -> Present:
        ticket = self.present()
        rank = ticket.terms.rank(ticket.priority)
        return Present(
            standing(ticket, self.next_timer, self.deadline),
            task_priority(rank, ticket.customer, goes_first=ticket.terms.goes_first),
        )


def _place(ticket: Ticket) -> Place:
    terms = ticket.terms
    return Place(contract=terms.contract, theatre=terms.theatre, customer=ticket.customer, levels=terms.own_levels)
