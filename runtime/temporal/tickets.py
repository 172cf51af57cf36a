"""Tickets from the outside: open them, act on them, look at them. Every refusal is a sentence."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any, TypeVar
from uuid import uuid4

from temporalio.client import (
    Client,
    WorkflowHandle,
)
from temporalio.common import QueryRejectCondition
from temporalio.exceptions import WorkflowAlreadyStartedError
from temporalio.service import RPCError, RPCStatusCode

from domain.contract.library import Library
from domain.deciding.importing import History
from domain.deciding.parsing import read_command, read_opening
from domain.errors import DomainError, NothingToRevive
from domain.showing.explain import Explanation
from domain.showing.snapshot import Snapshot
from domain.showing.standing import Standing
from domain.ticket.commands import Command, OpenTicket
from domain.ticket.recorded import Recorded
from runtime.temporal.beginning.starts import Starts
from runtime.temporal.beginning.taking_in import TakenIn, take_in
from runtime.temporal.errors import ENDED_BEFORE_IT, NoSuchTicket, as_sentences, lost
from runtime.temporal.fates import Fate, fates_of
from runtime.temporal.patience import FAILED, Waits, answer_of, in_silence, is_served, may_answer, repeated
from runtime.temporal.sizes import MOST_BYTES, MOST_HISTORY_BYTES, require_size
from workflows import messages

Reply = TypeVar("Reply")


def wall_clock() -> datetime:
    """The sender's time, with which commands are stamped."""
    return datetime.now(UTC)


class NotLost(DomainError):
    """A ticket would be brought back that is there."""

    def __init__(self, ticket: str) -> None:
        super().__init__(f"ticket {ticket} is alive: there is nothing to revive")


class Tickets:
    """All tickets of a Temporal namespace, as an intake, an operator or a customer's channel reaches them."""

    def __init__(
        self,
        client: Client,
        *,
        library: Library,
        task_queue: str = messages.TASK_QUEUE,
        continue_as_new_after: int | None = None,
        clock: Callable[[], datetime | None] = wall_clock,
        waits: Waits = in_silence,
    ) -> None:
        """Reach tickets through a client.

        `clock` stamps what is sent; where it gives nothing, a command counts from its arrival, which is what a
        ticket needs that lives in a time of its own. `waits` hears of long waits for a worker.
        """
        self._client = client
        self._task_queue = task_queue
        self.starts = Starts(library, task_queue, continue_as_new_after)
        """What a ticket's workflow is started with."""
        self._clock = clock
        self._waits = waits

    async def open(self, message: Mapping[str, Any], history: History | None = None) -> Snapshot:
        """Open a ticket, and answer how it stands. Opening it again in the same words changes nothing.

        `history` is what had happened to it in another system, from which it is imported.
        Raises a `DomainError` with the sentence of a refusal; its id is then free for a corrected request.
        """
        return (await self.take_in(message, history)).snapshot

    async def take_in(self, message: Mapping[str, Any], history: History | None = None) -> TakenIn:
        """As `open`, and whether it was this very opening that began the ticket: of many at once, one did."""
        opening = read_opening(self._stamped(message))
        asked, start = opening.model_dump(mode="json", exclude_none=True), self.starts.opening(opening, history)
        require_size(asked, MOST_BYTES)
        require_size(start.argument, MOST_HISTORY_BYTES)
        # Another id each time: the server would answer a known one with how the ticket stood then.
        update = f"opened-{_digest(opening)}-{uuid4().hex[:8]}"

        with as_sentences(opening.ticket):
            return await self._patiently(opening.ticket, lambda: take_in(self._client, start, asked, update))

    async def revive(self, standing: Standing) -> Snapshot:
        """Bring a ticket back whose workflow was lost, as the journal has it, and answer how it stands.

        Raises a `DomainError`: `NothingToRevive` where the ticket is over, `NotLost` where its workflow is alive, or
        why the journal cannot bring it back.
        """
        if standing.status == "closed":
            raise NothingToRevive(standing.ticket)
        start = self.starts.revival(standing)
        with as_sentences(standing.ticket):
            try:
                handle = await self._client.start_workflow(
                    messages.WORKFLOW, start.argument, result_type=Snapshot, **start.options
                )
            except WorkflowAlreadyStartedError:
                raise NotLost(standing.ticket) from None
            try:
                return await self._patiently(
                    standing.ticket, lambda: handle.execute_update(messages.OPENED, result_type=Snapshot)
                )
            except RPCError as ended:
                if ended.status is not RPCStatusCode.NOT_FOUND:
                    raise
                # It was refused, or is over by what fell due meanwhile: its end says which.
                ended_as: Snapshot = await handle.result()
                return ended_as

    async def send(self, ticket: str, command: str, fields: Mapping[str, Any]) -> Snapshot | None:
        """Send a signal or an update by its name. An update answers how the ticket stands; a signal does not.

        Raises a `DomainError` with the sentence of a refusal.
        """
        asked = read_command(command, self._stamped({"id": uuid4().hex, **fields}))
        # What was read is sent: what was mended of a text need not travel, nor what no text can hold.
        message = asked.model_dump(mode="json", exclude={"type"}, exclude_none=True)
        require_size(message, MOST_BYTES)
        # The content is a part of the update's id: an id that comes back with other content has to be refused, and the
        # server would answer it with the first answer.
        update = f"{asked.id}-{_digest(asked)}"
        handle = self.handle(ticket)
        try:
            with as_sentences(ticket):
                if command in messages.SIGNALS:
                    await handle.signal(command, message)
                    return None
                return await self._patiently(
                    ticket, lambda: handle.execute_update(command, message, id=update, result_type=Snapshot)
                )
        except NoSuchTicket as ended:
            raise await self._why(ticket, ended) from None

    async def snapshot(self, ticket: str) -> Snapshot:
        """Where a ticket stands."""
        return await self._ask(ticket, messages.SNAPSHOT, Snapshot)

    async def events(self, ticket: str) -> list[Recorded]:
        """Its events, in order."""
        return await self._ask(ticket, messages.EVENTS, list[Recorded])

    async def explain(self, ticket: str, at: datetime | None = None) -> Explanation:
        """Why each of its deadlines is when it is."""
        at = at or self._clock()
        return await self._ask(ticket, messages.EXPLANATION, Explanation, *([at.isoformat()] if at else []))

    async def fates(self, tickets: Sequence[str]) -> dict[str, Fate]:
        """What became of each of these tickets' workflows."""
        with as_sentences(", ".join(tickets[:1])):
            return await fates_of(self._client, tickets)

    async def why_not_served(self) -> str | None:
        """Why no ticket would be taken now: Temporal does not answer, or no worker asks for work."""
        try:
            served = await is_served(self._client, self._task_queue)
        except RPCError:
            return "Temporal does not answer."
        return None if served else f"No worker serves the task queue {self._task_queue!r}."

    async def is_unwell(self, ticket: str) -> bool:
        """Whether the ticket's own task fails again and again, which no waiting for a worker mends."""
        with as_sentences(ticket):
            found = await self.handle(ticket).describe()
        return found.raw_description.pending_workflow_task.attempt >= FAILED

    def handle(self, ticket: str) -> WorkflowHandle[Any, Any]:
        """The ticket's workflow."""
        return self._client.get_workflow_handle(messages.workflow_id(ticket))

    async def _ask(self, ticket: str, query: str, type_: type[Reply], *args: str) -> Reply:
        handle = self.handle(ticket)
        with as_sentences(ticket):
            answer: Reply = await self._patiently(
                ticket,
                lambda: handle.query(
                    query,
                    args=args,
                    result_type=type_,
                    reject_condition=QueryRejectCondition.NOT_COMPLETED_CLEANLY,
                ),
            )
            return answer

    async def _why(self, ticket: str, ended: NoSuchTicket) -> NoSuchTicket:
        """Why a ticket takes nothing: it is over, or its workflow ended before it was."""
        try:
            status = (await self.handle(ticket).describe()).status
        except RPCError:
            return ended
        return lost(ticket, status) if status in ENDED_BEFORE_IT else ended

    async def _patiently(self, ticket: str, send: Callable[[], Awaitable[Reply]]) -> Reply:
        async def may() -> bool:
            return await may_answer(self._client, ticket, self.handle(ticket), self._task_queue)

        return await answer_of(repeated(send), may, waits=self._waits)

    def _stamped(self, message: Mapping[str, Any]) -> dict[str, Any]:
        now = self._clock()
        return {**message} if now is None or "sent_at" in message else {**message, "sent_at": now.isoformat()}


def _digest(asked: Command | OpenTicket) -> str:
    return sha256(asked.model_dump_json(exclude={"sent_at"}).encode()).hexdigest()[:32]
