"""One ticket, one durable workflow: it sleeps until something is due, wakes, decides, and tells.

Read `run` first: it is the life of a ticket. Who decides what, and why it survives a later rule, is told in
`activities.deciding` and `domain.decision`.
"""

import asyncio
from collections.abc import Awaitable, Sequence

from temporalio import workflow
from temporalio.common import RawValue

with workflow.unsafe.imports_passed_through():
    from domain.commands import Close, Command, Migrate
    from domain.decision import RefusedSignal, take
    from domain.errors import DomainError, TicketIsClosed
    from domain.explain import Explanation, explain
    from domain.reading import read_command, read_instant
    from domain.recorded import Recorded
    from domain.snapshot import Snapshot
    from domain.ticket import Ticket
    from workflows import messages
    from workflows.desk import Desk, refusal
    from workflows.payloads import NOTHING, decoded
    from workflows.start import Start, read_start
    from workflows.updates import Operators


class LostTask(Exception):
    """Something that runs beside the loop ended, which it never should."""


@workflow.defn(name=messages.WORKFLOW)
class TicketWorkflow(Operators):
    """The life of one ticket."""

    @workflow.init
    def __init__(self, start: RawValue) -> None:
        self._start = self._read(start)
        self._desk = Desk(self._start.carried if isinstance(self._start, Start) else None)
        self._refused = self._start if isinstance(self._start, str) else None
        self._beside: list[asyncio.Task[None]] = []

    @workflow.run
    async def run(self, start: RawValue) -> Snapshot:
        """Open, then live: ring when something is due, and continue in a new run before the history grows too long."""
        await self._open()
        for outbox in self._desk.outboxes:
            self._run_beside(outbox.run())
        while not self._has_ended():
            try:
                await workflow.wait_condition(self._has_something_to_do)
                self._fail_with_what_runs_beside()
                if self._desk.clock.rung:
                    self._desk.clock.rung = False
                    await asyncio.shield(asyncio.create_task(self._desk.ring()))
                elif self._may_continue_as_new():
                    self._continue_as_new()
            except asyncio.CancelledError:
                await self._close_as_cancelled()
        return self._desk.snapshot()

    @workflow.update(name=messages.OPENED, description="Report the opening: how the ticket stands, or why not.")
    async def opened(self, message: RawValue = NOTHING) -> Snapshot:
        """Answer an intake that started this ticket, or would open it again."""
        await self._opening_decided()
        try:
            self._desk.check_same_opening(decoded(message))
        except DomainError as refused:
            raise refusal(refused.sentence) from None
        return self._desk.snapshot()

    @workflow.update(dynamic=True)
    async def _unknown_update(self, name: str, args: Sequence[RawValue]) -> None:
        raise refusal(_no_such_update(name))

    @_unknown_update.validator
    def _may_be_unknown(self, name: str, args: Sequence[RawValue]) -> None:
        raise refusal(_no_such_update(name))

    @workflow.signal(description="The customer answered.")
    async def customer_responded(self, message: RawValue = NOTHING) -> None:
        """The customer answered."""
        await self._hear("customer_responded", message)

    @workflow.signal(description="A third party answered.")
    async def third_party_responded(self, message: RawValue = NOTHING) -> None:
        """A third party answered."""
        await self._hear("third_party_responded", message)

    @workflow.signal(dynamic=True)
    async def _unknown_signal(self, name: str, args: Sequence[RawValue]) -> None:
        known = " or ".join(messages.SIGNALS)
        # Every message waits just once before it comes to the door, so that they go through it as they came.
        await self._opening_decided()
        await self._desk.take_down(RefusedSignal(asked=name, sentence=f"there is no signal {name}; it can be {known}"))

    @workflow.query(name=messages.SNAPSHOT, description="Where the ticket stands.")
    def snapshot(self) -> Snapshot:
        """Where the ticket stands."""
        return self._desk.snapshot()

    @workflow.query(name=messages.EVENTS, description="All events, in order.")
    def events(self) -> list[Recorded]:
        """The events that this run holds: all of them, but for the oldest of a very long life."""
        return self._desk.stream

    @workflow.query(name=messages.EXPLANATION, description="Why each deadline is when it is.")
    def explanation(self, at: RawValue = NOTHING) -> Explanation:
        """Why each deadline is when it is, as of an instant (the last event's, where none is given)."""
        ticket = self._desk.present()
        try:
            asked = read_instant(decoded(at))
        except DomainError as unreadable:
            raise refusal(unreadable.sentence) from None
        return explain(ticket, max(asked or ticket.recorded_at, ticket.recorded_at))

    async def operate(self, asked: str, message: RawValue) -> Snapshot:
        """Take an operator's command."""
        await self._opening_decided()
        try:
            sentence = await self._desk.take(self._command(asked, message), answers=True)
        except DomainError as refused:
            raise refusal(refused.sentence) from None
        if sentence is not None:
            raise refusal(sentence)
        return self._desk.snapshot()

    def check(self, asked: str, message: RawValue) -> None:
        """Refuse an operator's command at once. A bug of ours is not a refusal: the handler meets it loudly."""
        try:
            command = self._command(asked, message)
            if self._desk.ticket is None or self._desk.memory.knows(command):
                return
            sentence = self._would_refuse(self._desk.ticket, command)
        except DomainError as refused:
            raise refusal(refused.sentence) from None
        if sentence is not None:
            raise refusal(sentence)

    def _would_refuse(self, ticket: Ticket, command: Command) -> str | None:
        if isinstance(command, Migrate):
            # Only the worker knows other contracts; the handler may still refuse.
            return TicketIsClosed(ticket.id).sentence if self._desk.is_closed else None
        try:
            return take(ticket, command, workflow.now(), answers=True).refusal
        except DomainError:
            raise
        except Exception:
            workflow.logger.exception("checking %s failed; its handler will say so", command.type)
            return None

    def _command(self, asked: str, message: RawValue) -> Command:
        command = read_command(asked, decoded(message))
        update = workflow.current_update_info()
        return command if command.id or not update else command.model_copy(update={"id": update.id})

    async def _hear(self, asked: str, message: RawValue) -> None:
        await self._opening_decided()
        try:
            await self._desk.take(read_command(asked, decoded(message)), answers=False)
        except DomainError as refused:
            await self._desk.take_down(RefusedSignal(asked=asked, sentence=refused.sentence))

    @staticmethod
    def _read(start: RawValue) -> Start | str:
        try:
            return read_start(decoded(start), workflow.info().workflow_id)
        except DomainError as refused:
            return refused.sentence

    async def _open(self) -> None:
        if isinstance(self._start, Start) and self._start.opening is not None:
            self._refused = await self._desk.open(self._start.opening, self._start.history)
        if self._refused is not None:
            # Whoever asked hears the sentence before the workflow ends and leaves its id free.
            await workflow.wait_condition(workflow.all_handlers_finished)
            raise refusal(self._refused)

    async def _opening_decided(self) -> None:
        await workflow.wait_condition(lambda: self._desk.ticket is not None or self._refused is not None)
        if self._refused is not None:
            raise refusal(self._refused)

    def _run_beside(self, work: Awaitable[None]) -> None:
        self._beside.append(asyncio.ensure_future(work))

    def _fail_with_what_runs_beside(self) -> None:
        for task in self._beside:
            if task.done():
                raise LostTask("the journal or an announcer stopped") from task.exception()

    def _has_something_to_do(self) -> bool:
        return (
            self._desk.clock.rung
            or self._has_ended()
            or self._may_continue_as_new()
            or any(task.done() for task in self._beside)
        )

    def _has_ended(self) -> bool:
        return self._desk.is_closed and self._desk.is_cleared and workflow.all_handlers_finished()

    def _should_continue_as_new(self) -> bool:
        return self._desk.length.is_long(self._start.continue_as_new_after if isinstance(self._start, Start) else None)

    def _may_continue_as_new(self) -> bool:
        """Whether the run is long and can be left: handlers drained, no announcement in flight, little to carry.

        Until then the ticket lives on, whatever keeps it (semantics 25).
        """
        return (
            self._should_continue_as_new()
            and self._desk.is_light
            and not self._desk.is_announcing
            and workflow.all_handlers_finished()
        )

    def _continue_as_new(self) -> None:
        """Begin a new run; what is unwritten or unannounced goes along."""
        limit = self._start.continue_as_new_after if isinstance(self._start, Start) else None
        following = Start(carried=self._desk.carried(), continue_as_new_after=limit)
        for outbox in self._desk.outboxes:
            outbox.leave()
        workflow.continue_as_new(following.model_dump(mode="json", exclude_none=True))

    async def _close_as_cancelled(self) -> None:
        """A cancellation from the UI is the command `close`."""
        if self._desk.ticket is not None and not self._desk.is_closed:
            close = Close(by="Temporal", reason="the workflow was cancelled")
            await self._desk.take(close, answers=True)


def _no_such_update(name: str) -> str:
    return f"there is no update {name}; it can be {', '.join(messages.UPDATES)} or {messages.OPENED}"
