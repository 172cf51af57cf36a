"""The desk of one ticket: the door that every command goes through, one at a time."""

import asyncio
from collections.abc import Callable
from typing import Any

from temporalio import workflow

from activities.delivery.letters import Place
from activities.names import DecisionInput
from domain.deciding.decision import Decision, RefusedSignal
from domain.deciding.importing import History
from domain.errors import DomainError
from domain.showing.standing import standing
from domain.ticket.commands import Command, OpenTicket
from domain.ticket.recorded import latest
from domain.ticket.ticket import Ticket
from workflows.messages import task_priority
from workflows.run_length import RunLength
from workflows.task_size import TaskSize
from workflows.ticket.carried import CARRIED_BYTES, UNWRITTEN_BYTES, Carried, unwritten
from workflows.ticket.deciding import decide, recall
from workflows.ticket.outside import Outside, Present
from workflows.ticket.showing.search_attributes import show_attributes, shown
from workflows.ticket.state import TicketState
from workflows.timer import Timer

CRAMPED = 25_000_000
"""Bytes of a run's history from which on texts are kept short: the server ends a workflow at 50 MB for good."""
ANSWER = 10_000
"""Bytes of an answer, at the most."""


class Desk:
    """Takes the turns of a ticket. What a turn decides goes into the state, to the outside, and sets the timer."""

    def __init__(self, state: TicketState, carried: Carried | None) -> None:
        self._state = state
        self.timer = Timer()
        self.outside = Outside(self._present, carried)
        self.length = RunLength()
        self._task = TaskSize()
        self._door = asyncio.Lock()
        if state.ticket is not None:
            self._set_timer()

    @property
    def may_be_carried(self) -> bool:
        """Whether a new run can be given all that it needs in one message, and would know of all that is under way."""
        light = self.outside.journal.size <= UNWRITTEN_BYTES and self._room >= 0
        return light and not self.outside.is_calling

    async def open(self, opening: OpenTicket, history: History | None) -> str | None:
        """Take the first turn. Answers the sentence of a refusal."""
        async with self._door:
            chain = workflow.info().first_execution_run_id
            given = DecisionInput(now=workflow.now(), opening=opening, chain=chain, history=history, shown=shown())
            decision = await self._decide(given, "opening" if history is None else f"import from {history.source}")
            await self._fold(decision)
            self._remember(*(history.commands if history else ()))
            return decision.refusal

    async def revive(self, ticket: str) -> str | None:
        """Go on from what the journal holds of a ticket whose workflow was lost. Answers the sentence of a refusal."""
        async with self._door:
            recalled = await recall(ticket)
            if recalled.ticket is None:
                return recalled.refusal
            given = DecisionInput(now=workflow.now(), ticket=recalled.ticket, shown=shown())
            decision = await self._decide(given, "what fell due meanwhile")
            # Only now is it there: whoever looks before would see nothing that comes due.
            state = self._state
            state.ticket, state.stream, state.memory = recalled.ticket, list(recalled.stream), recalled.memory
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
            return await self._taken(command, awaited=True)

    async def hear(self, asked: str, read: Callable[[], Command]) -> None:
        """Take a turn for a signal, which is read when it is its turn. What it asks and cannot be becomes a fact."""
        self.length.look()
        async with self._door:
            try:
                await self._taken(read(), awaited=False)
            except DomainError as refused:
                if not self._state.is_closed:
                    signal = RefusedSignal(asked=asked, sentence=refused.sentence)
                    await self._fold(await self._decide(self._now(refused=signal), f"refusal of {asked}"))

    async def _taken(self, command: Command, *, awaited: bool) -> str | None:
        if self.outside.second_life is not None:
            return self.outside.second_life
        if self._state.memory.knows(command):
            return None
        decision = await self._decide(self._now(command=command, awaited=awaited), command.type)
        if decision.refusal is None:
            self._remember(command)
            self._task.add(ANSWER if awaited else 0)
            await self._fold(decision)
        return decision.refusal

    async def ring(self) -> None:
        """Take a turn for the clock, if anything is due by now, and see to it that it rings again."""
        self.length.look()
        async with self._door:
            timer = self._state.next_timer
            if timer is not None and timer.at < workflow.now():
                await self._fold(await self._decide(self._now(), timer.label))
            else:
                self._set_timer()

    def carried(self) -> Carried:
        """What the next run is given."""
        state, waiting = self._state, self.outside.journal.waiting
        written = state.stream[: len(state.stream) - len(waiting)]
        return Carried(
            ticket=state.present(),
            next_timer=state.next_timer,
            deadline=state.deadline,
            stream=latest(written, self._room),
            unwritten=tuple(waiting),
            written_digest=self.outside.written_digest,
            unheard=self.outside.unheard > 0,
            ringing=tuple(self.outside.ringing),
            memory=state.memory,
        )

    @property
    def _room(self) -> int:
        ticket = len(self._state.present().model_dump_json(exclude_none=True))
        return CARRIED_BYTES - ticket - self.outside.journal.size

    def _now(self, **more: Any) -> DecisionInput:
        cramped = workflow.info().get_current_history_size() > CRAMPED
        return DecisionInput(now=workflow.now(), ticket=self._state.ticket, shown=shown(), cramped=cramped, **more)

    async def _decide(self, given: DecisionInput, what: str) -> Decision:
        return await decide(given, what, self._task)

    def _remember(self, *commands: Command) -> None:
        self._state.memory = self._state.memory.with_commands(commands)

    async def _fold(self, decision: Decision) -> None:
        if decision.refusal is not None:
            return
        for recorded in decision.events:
            ticket = self._state.take_in(recorded)
            told = tuple(one for one in decision.announcements if one.event == recorded.number)
            self.outside.add(unwritten(recorded, told, ticket.terms.zone), _place(ticket))
        self._state.settle(decision)
        self._set_timer()
        show_attributes(decision.attributes)
        await self._task.end_if_large()

    def _set_timer(self) -> None:
        timer = self._state.next_timer
        if timer is not None:
            self.timer.set(timer.at, f"until the {timer.label}")

    def _present(self) -> Present:
        ticket = self._state.present()
        rank = ticket.terms.rank(ticket.priority)
        return Present(
            standing(ticket, self._state.next_timer, self._state.deadline),
            task_priority(rank, ticket.customer, goes_first=ticket.terms.goes_first),
        )


def _place(ticket: Ticket) -> Place:
    terms = ticket.terms
    return Place(contract=terms.contract, theatre=terms.theatre, customer=ticket.customer, levels=terms.own_levels)
