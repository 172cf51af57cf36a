"""One mailbox for each person: what comes together leaves together, and nothing in a ticket waits for it.

Read `run` first. Letters come as a signal with keys alone; what they say is written at the moment of sending.
"""

import asyncio
from collections.abc import Sequence
from datetime import datetime
from functools import partial

from temporalio import workflow
from temporalio.common import RawValue

with workflow.unsafe.imports_passed_through():
    from activities.delivery.mailboxes import LETTERS, MAILBOX, MailboxStart
    from domain.brief import name as as_name
    from domain.errors import DomainError
    from workflows.people.bringing import Bringing
    from workflows.people.inputs import read_letters, read_mailbox
    from workflows.people.waiting_letters import WaitingLetters, is_urgent
    from workflows.refusing import refusal
    from workflows.task_size import TaskSize
    from workflows.timer import Timer


@workflow.defn(name=MAILBOX)
class Mailbox:
    """What is on its way to one person."""

    @workflow.init
    def __init__(self, *start: object) -> None:
        self._refused: str | None = None
        self._start = self._read(start)
        self._person, self._limit = self._start.person, self._start.continue_as_new_after
        self._waiting = WaitingLetters(self._start, workflow.now())
        self._bringing = Bringing(self._start, self._waiting)
        self._timer = Timer()
        self._door, self._task = asyncio.Lock(), TaskSize()
        self._unhurried: asyncio.Task[None] | None = None
        self._is_to_end = False

    @workflow.run
    async def run(self, *start: object) -> None:
        """Live; a cancellation from the UI ends it as soon as nothing is left to bring."""
        if self._refused is not None:
            raise refusal(self._refused)
        life = asyncio.create_task(self._live())
        while not life.done():
            try:
                await asyncio.shield(life)
            except asyncio.CancelledError:
                if life.cancelled():
                    raise
                self._is_to_end = True
        if life.result():
            workflow.continue_as_new(self._carried())

    async def _live(self) -> bool:
        """Gather what comes, bring it as one message, and end after a time of quiet. Answers whether a new run begins.

        What is urgent does not wait until a way was given up with what is not.
        """
        while await self._something_came():
            await self._gathered()
            letters = self._waiting.take(workflow.now())
            if self._unhurried is None and not is_urgent(letters):
                self._unhurried = asyncio.create_task(self._bringing.bring(letters))
            else:
                await self._bringing.bring(letters)
            await workflow.wait_condition(self._is_free)
            if self._unhurried is not None and self._unhurried.done():
                await self._unhurried
                self._unhurried = None
            if self._unhurried is None and self._is_long() and workflow.all_handlers_finished():
                return True
        return False

    @workflow.signal(name=LETTERS, description="Bring these to the person.")
    async def letters(self, *letters: object) -> None:
        """Take letters in; one that came before is dropped."""
        async with self._door:
            try:
                incoming = read_letters(letters)
            except DomainError as refused:
                workflow.logger.warning("a message to the mailbox of %s is dropped: %s", self._person, refused.sentence)
                return
            if incoming.unreadable:
                workflow.logger.warning("%d letters to %s cannot be read", incoming.unreadable, self._person)
            self._waiting.put(incoming.letters, workflow.now())
            # A thousand messages can come in one task, which may not take long.
            self._task.add(incoming.size)
            await self._task.end_if_large()

    @workflow.signal(dynamic=True)
    def _unknown_signal(self, name: str, args: Sequence[RawValue]) -> None:
        workflow.logger.warning("a mailbox takes %s and no signal %s", LETTERS, as_name(name))

    def _read(self, start: tuple[object, ...]) -> MailboxStart:
        info = workflow.info()
        try:
            return read_mailbox(start, info.workflow_id, continues=info.continued_run_id is not None)
        except DomainError as refused:
            self._refused = refused.sentence
            return MailboxStart(person="nobody")

    def _is_free(self) -> bool:
        return self._unhurried is None or self._unhurried.done() or self._waiting.is_urgent

    async def _something_came(self) -> bool:
        quiet = self._waiting.quiet_until(workflow.now())
        if not await self._timer.until(self._has_something_to_do, quiet, "quiet"):
            self._waiting.bring_back(workflow.now())
        await workflow.wait_condition(workflow.all_handlers_finished)
        return not self._waiting.is_empty

    def _has_something_to_do(self) -> bool:
        return not self._waiting.is_empty or (
            self._is_to_end and not self._waiting.has_aside and workflow.all_handlers_finished()
        )

    def _is_due_before(self, instant: datetime) -> bool:
        return self._waiting.due(workflow.now()) < instant

    async def _gathered(self) -> None:
        while (due := self._waiting.due(workflow.now())) > workflow.now():
            # Only what is more urgent sets another timer.
            await self._timer.until(partial(self._is_due_before, due), due, "gathering")

    def _is_long(self) -> bool:
        info = workflow.info()
        long = self._limit is not None and info.get_current_history_length() >= self._limit
        return (long or info.is_continue_as_new_suggested()) and self._waiting.is_light

    def _carried(self) -> MailboxStart:
        """What the next run is given. Nothing is in flight between two messages."""
        return self._bringing.carried(self._waiting.carried(self._start))
