"""One ticket, one durable workflow: it sleeps until something is due, wakes, decides, and tells.

Read `run` first: it is the life of a ticket. Who decides what, and why it survives a later rule, is told in
`activities.deciding` and `domain.deciding.turns`.
"""

import asyncio
from collections.abc import Awaitable, Sequence

from temporalio import workflow
from temporalio.common import RawValue

with workflow.unsafe.imports_passed_through():
    from domain.brief import name as as_name
    from domain.deciding.parsing import read_command
    from domain.errors import DomainError, Unreadable
    from domain.showing.snapshot import Snapshot
    from domain.ticket.commands import Close, Command
    from workflows import messages
    from workflows.arguments import only
    from workflows.refusing import refusal
    from workflows.ticket.checking import Checks
    from workflows.ticket.desk import Desk
    from workflows.ticket.queries import Queries
    from workflows.ticket.start import Start, read_start
    from workflows.ticket.state import TicketState
    from workflows.ticket.updates import Operators, read_update


class LostTask(Exception):
    """Something that runs beside the loop ended, which it never should."""


@workflow.defn(name=messages.WORKFLOW)
class TicketWorkflow(Operators, Queries):
    """The life of one ticket."""

    @workflow.init
    def __init__(self, *start: object) -> None:
        self._start = self._read(start)
        self._state = TicketState(self._start.carried)
        self._desk = Desk(self._state, self._start.carried)
        self._checks = Checks(self._state)
        self._beside: list[asyncio.Task[None]] = []

    @workflow.run
    async def run(self, *start: object) -> Snapshot:
        """Open, then live: ring when something is due, and continue in a new run before the history grows too long."""
        await self._begin()
        for work in self._desk.outside.work():
            self._run_beside(work)
        while not self._has_ended():
            try:
                await workflow.wait_condition(self._has_something_to_do)
                self._fail_with_what_runs_beside()
                if self._desk.outside.second_life is not None:
                    await self._end_as_second_life(self._desk.outside.second_life)
                elif self._desk.timer.rung:
                    self._desk.timer.rung = False
                    await asyncio.shield(asyncio.create_task(self._desk.ring()))
                elif self._may_continue_as_new():
                    self._continue_as_new()
            except asyncio.CancelledError:
                await self._close_as_cancelled()
        return self._state.snapshot()

    @workflow.update(name=messages.OPENED, description="Report the opening: how the ticket stands, or why not.")
    async def opened(self, *message: object) -> Snapshot:
        """Answer an intake that started this ticket, or would open it again."""
        await self._opening_decided()
        if self._desk.outside.second_life is not None:
            raise refusal(self._desk.outside.second_life)
        try:
            self._state.check_same_opening(only(message))
        except DomainError as refused:
            raise refusal(refused.sentence) from None
        return self._state.snapshot()

    @workflow.update(dynamic=True)
    async def _unknown_update(self, name: str, args: Sequence[RawValue]) -> None:
        raise refusal(_no_such_update(name))

    @_unknown_update.validator
    def _may_be_unknown(self, name: str, args: Sequence[RawValue]) -> None:
        raise refusal(_no_such_update(name))

    @workflow.signal(description="The customer answered.")
    async def customer_responded(self, *message: object) -> None:
        """The customer answered."""
        await self._hear("customer_responded", message)

    @workflow.signal(description="A third party answered.")
    async def third_party_responded(self, *message: object) -> None:
        """A third party answered."""
        await self._hear("third_party_responded", message)

    @workflow.signal(dynamic=True)
    async def _unknown_signal(self, name: str, args: Sequence[RawValue]) -> None:
        asked = as_name(name)
        # Every message waits just once before it comes to the door, so that they go through it as they came.
        await self._opening_decided()
        await self._desk.hear(asked, lambda: _no_such_signal(asked))

    @property
    def state(self) -> TicketState:
        """What it knows of its ticket."""
        return self._state

    async def operate(self, asked: str, message: tuple[object, ...]) -> Snapshot:
        """Take an operator's command."""
        await self._opening_decided()
        try:
            sentence = await self._desk.take(read_update(asked, message))
        except DomainError as refused:
            raise refusal(refused.sentence) from None
        if sentence is not None:
            raise refusal(sentence)
        return self._state.snapshot()

    def check(self, asked: str, message: tuple[object, ...]) -> None:
        """Refuse an operator's command at once."""
        self._checks.check(lambda: read_update(asked, message))

    async def _hear(self, asked: str, message: tuple[object, ...]) -> None:
        await self._opening_decided()
        await self._desk.hear(asked, lambda: read_command(asked, only(message)))

    def _read(self, start: tuple[object, ...]) -> Start:
        info = workflow.info()
        self._refused: str | None = None
        try:
            return read_start(only(start), info.workflow_id, continues=info.continued_run_id is not None)
        except DomainError as refused:
            self._refused = refused.sentence
            return Start()

    async def _begin(self) -> None:
        start = self._start
        if start.opening is not None:
            self._refused = await self._desk.open(start.opening, start.history)
        elif start.revived is not None:
            self._refused = await self._desk.revive(start.revived)
        if self._refused is not None:
            # Whoever asked hears the sentence before the workflow ends and leaves its id free.
            await workflow.wait_condition(workflow.all_handlers_finished)
            raise refusal(self._refused)

    async def _end_as_second_life(self, sentence: str) -> None:
        """End a life whose id had one before. Nothing of it is in the journal; who is on call may have been called."""
        self._desk.outside.silence()
        await workflow.wait_condition(lambda: workflow.all_handlers_finished() and not self._desk.outside.is_calling)
        raise refusal(sentence)

    async def _opening_decided(self) -> None:
        await workflow.wait_condition(lambda: self._state.ticket is not None or self._refused is not None)
        if self._refused is not None:
            raise refusal(self._refused)

    def _run_beside(self, work: Awaitable[None]) -> None:
        self._beside.append(asyncio.ensure_future(work))

    def _fail_with_what_runs_beside(self) -> None:
        if self._desk.outside.second_life is None:
            for task in self._beside:
                if task.done():
                    raise LostTask("what brings the ticket outside stopped") from task.exception()

    def _has_something_to_do(self) -> bool:
        return (
            self._desk.timer.rung
            or self._has_ended()
            or self._may_continue_as_new()
            or any(task.done() for task in self._beside)
            or self._desk.outside.second_life is not None
        )

    def _has_ended(self) -> bool:
        return self._state.is_closed and self._desk.outside.is_cleared and workflow.all_handlers_finished()

    def _may_continue_as_new(self) -> bool:
        """Whether the run is long and can be left: handlers drained, little to carry, nothing on its way.

        Until then the ticket lives on, whatever keeps it (semantics 25). What comes back from the journal in the very
        task in which a run is left fails that task; and one that failed so while it answered an update, too, can fail
        for ever in the SDK. Only a run that has become twice as long does not wait for a journal that is down.
        """
        length, limit = self._desk.length, self._start.continue_as_new_after
        return (
            length.is_long(limit)
            and workflow.all_handlers_finished()
            and self._desk.may_be_carried
            and (length.is_overdue(limit) or not self._desk.outside.is_writing)
        )

    def _continue_as_new(self) -> None:
        """Begin a new run; what is unwritten or unannounced goes along."""
        following = Start(carried=self._desk.carried(), continue_as_new_after=self._start.continue_as_new_after)
        self._desk.outside.leave()
        workflow.continue_as_new(following.model_dump(mode="json", exclude_none=True))

    async def _close_as_cancelled(self) -> None:
        """A cancellation from the UI is the command `close`."""
        if self._state.ticket is not None and not self._state.is_closed:
            close = Close(by="Temporal", reason="the workflow was cancelled")
            await self._desk.take(close)


def _no_such_signal(name: str) -> Command:
    raise Unreadable(f"there is no signal {name}; it can be {' or '.join(messages.SIGNALS)}")


def _no_such_update(name: str) -> str:
    return f"there is no update {as_name(name)}; it can be {', '.join(messages.UPDATES)} or {messages.OPENED}"
