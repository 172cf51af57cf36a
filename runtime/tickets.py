"""Tickets from the outside: open them, act on them, look at them. Every refusal is a sentence."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any, TypeVar
from uuid import uuid4

from temporalio.client import Client, WithStartWorkflowOperation, WorkflowHandle, WorkflowUpdateFailedError
from temporalio.common import (
    Priority,
    SearchAttributePair,
    TypedSearchAttributes,
    WorkflowIDConflictPolicy,
    WorkflowIDReusePolicy,
)
from temporalio.service import RPCError

from domain.commands import Command, OpenTicket
from domain.contract.library import Library
from domain.explain import Explanation
from domain.importing import History
from domain.reading import read_command, read_opening
from domain.recorded import Recorded
from domain.snapshot import Snapshot
from runtime.answers import as_sentences, nobody_answered, worth_repeating
from workflows import messages
from workflows.start import Start
from workflows.ticket_workflow import TicketWorkflow

Answer = TypeVar("Answer")

PATIENCE = 30.0
"""Seconds that a command waits for a worker."""
PAUSES = (0.1, 0.3, 1.0, 3.0, 9.0)
"""Seconds before a command that the server could not take is sent again; its id keeps it single."""


def wall_clock() -> datetime:
    """The sender's time, with which commands are stamped."""
    return datetime.now(UTC)


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
    ) -> None:
        """Reach tickets through a client.

        `clock` stamps what is sent; where it gives nothing, a command counts from its arrival, which is what a
        ticket needs that lives in a time of its own.
        """
        self._client = client
        self._library = library
        self._task_queue = task_queue
        self._continue_as_new_after = continue_as_new_after
        self._clock = clock

    async def open(self, message: Mapping[str, Any], history: History | None = None) -> Snapshot:
        """Open a ticket, and answer how it stands. Opening it again in the same words changes nothing.

        `history` is what had happened to it in another system, from which it is imported.
        Raises a `DomainError` with the sentence of a refusal; its id is then free for a corrected request.
        """
        opening = read_opening(self._stamped(message))
        # Another id each time: the server would answer a known one with how the ticket stood then.
        update = f"opened-{_digest(opening)}-{uuid4().hex[:8]}"
        with as_sentences(opening.ticket):
            return await _patiently(
                lambda: self._client.execute_update_with_start_workflow(
                    messages.OPENED,
                    opening.model_dump(mode="json", exclude_none=True),
                    id=update,
                    result_type=Snapshot,
                    start_workflow_operation=self._start(opening, history),
                )
            )

    def start_options(self, opening: OpenTicket) -> dict[str, Any]:
        """What a ticket's workflow is started with, beside its argument."""
        return {
            "id": messages.workflow_id(opening.ticket),
            "task_queue": self._task_queue,
            "id_reuse_policy": WorkflowIDReusePolicy.ALLOW_DUPLICATE_FAILED_ONLY,
            "priority": self._priority(opening),
            "search_attributes": _attributes(opening),
            "static_summary": _line(f"{opening.request.priority} {opening.customer}: {opening.subject}"),
            "static_details": f"{opening.request.contract}, {opening.request.plan or 'its only plan'}",
        }

    def start_argument(self, opening: OpenTicket, history: History | None = None) -> dict[str, Any]:
        """The argument of a ticket's workflow."""
        start = Start(opening=opening, history=history, continue_as_new_after=self._continue_as_new_after)
        return start.model_dump(mode="json", exclude_none=True)

    async def send(self, ticket: str, command: str, fields: Mapping[str, Any]) -> Snapshot | None:
        """Send a signal or an update by its name. An update answers how the ticket stands; a signal does not.

        Raises a `DomainError` with the sentence of a refusal.
        """
        message = self._stamped({"id": uuid4().hex, **fields})
        asked = read_command(command, message)
        # The content is a part of the update's id: an id that comes back with other content has to be refused, and the
        # server would answer it with the first answer.
        update = f"{asked.id}-{_digest(asked)}"
        handle = self.handle(ticket)
        with as_sentences(ticket):
            if command in messages.SIGNALS:
                await handle.signal(command, message)
                return None
            return await _patiently(lambda: handle.execute_update(command, message, id=update, result_type=Snapshot))

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

    def handle(self, ticket: str) -> WorkflowHandle[Any, Any]:
        """The ticket's workflow."""
        return self._client.get_workflow_handle(messages.workflow_id(ticket))

    async def _ask(self, ticket: str, query: str, type_: type[Answer], *args: str) -> Answer:
        handle = self.handle(ticket)
        with as_sentences(ticket):
            answer: Answer = await _patiently(lambda: handle.query(query, args=args, result_type=type_))
            return answer

    def _stamped(self, message: Mapping[str, Any]) -> dict[str, Any]:
        now = self._clock()
        return {**message} if now is None or "sent_at" in message else {**message, "sent_at": now.isoformat()}

    def _start(
        self, opening: OpenTicket, history: History | None
    ) -> WithStartWorkflowOperation[TicketWorkflow, Snapshot]:
        return WithStartWorkflowOperation(
            messages.WORKFLOW,
            self.start_argument(opening, history),
            id_conflict_policy=WorkflowIDConflictPolicy.USE_EXISTING,
            **self.start_options(opening),
        )

    def _priority(self, opening: OpenTicket) -> Priority:
        """The order of its first tasks. What the contract does not know is refused when it is decided."""
        contract = self._library.get(opening.request.contract)
        priorities = list(contract.priorities) if contract else []
        asked, plan = opening.request.priority, contract.plans.get(opening.request.plan or "") if contract else None
        rank = priorities.index(asked) if asked in priorities else len(priorities)
        return messages.task_priority(rank, opening.customer, goes_first=plan.goes_first if plan else True)


def _attributes(opening: OpenTicket) -> TypedSearchAttributes:
    return TypedSearchAttributes(
        [
            SearchAttributePair(messages.CUSTOMER, opening.customer),
            SearchAttributePair(messages.CONTRACT, opening.request.contract),
            SearchAttributePair(messages.PRIORITY, opening.request.priority),
        ]
    )


def _digest(asked: Command | OpenTicket) -> str:
    return sha256(asked.model_dump_json(exclude={"sent_at"}).encode()).hexdigest()[:32]


def _line(text: str) -> str:
    """A text cut to what Temporal takes as a summary."""
    return text.encode()[:200].decode(errors="ignore")


async def _patiently(send: Callable[[], Awaitable[Answer]]) -> Answer:
    async with nobody_answered(PATIENCE):
        pauses = iter(PAUSES)
        while True:
            try:
                return await send()
            except (RPCError, WorkflowUpdateFailedError) as failure:
                pause = next(pauses, None)
                if pause is None or not worth_repeating(failure):
                    raise
                await asyncio.sleep(pause)
