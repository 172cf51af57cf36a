"""One mailbox for each person: what comes together leaves together, and nothing in a ticket waits for it.

Read `run` first. Letters come as a signal with keys alone; what they say is written at the moment of sending.
"""

import asyncio
from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import partial

from temporalio import workflow
from temporalio.common import RawValue

with workflow.unsafe.imports_passed_through():
    from activities.delivery.letters import (
        LETTERS,
        MAILBOX,
        NOT_SERVED,
        PASS_ON,
        SORT,
        STORE_DOWN,
        TRY_AGAIN,
        UNWRITABLE,
        Left,
        Letter,
        MailboxStart,
        PassingOn,
        Sorted,
        Sorting,
        Way,
    )
    from domain.brief import name as as_name
    from domain.errors import DomainError
    from workflows.people.inputs import read_letters, read_mailbox
    from workflows.people.sending import HEARTBEAT, STORE, Failure, bring, outcome, record, retry_schedule_for
    from workflows.people.waiting_letters import ASIDE, WaitingLetters, is_urgent
    from workflows.refusing import refusal
    from workflows.task_size import TaskSize
    from workflows.timer import Timer

KNOWN_TO_BE_DOWN = timedelta(minutes=15)
"""After a way gave up it is tried just once a message for so long, so that the next way is not waited for."""
A_LATER_VERSION = timedelta(minutes=1)
"""After so long what this version cannot read is looked at again, by whichever worker takes it."""
LEFT_ALONE = timedelta(days=1)
"""The longest that a way is left alone when it asks for that."""


@workflow.defn(name=MAILBOX)
class Mailbox:
    """What is on its way to one person."""

    @workflow.init
    def __init__(self, *start: object) -> None:
        self._refused: str | None = None
        self._start = self._read(start)
        self._person, self._limit = self._start.person, self._start.continue_as_new_after
        self._tray = WaitingLetters(self._start, workflow.now())
        self._down, self._busy = dict(self._start.down), dict(self._start.busy)
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
            letters = self._tray.take(workflow.now())
            if self._unhurried is None and not is_urgent(letters):
                self._unhurried = asyncio.create_task(self._bring(letters))
            else:
                await self._bring(letters)
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
            self._tray.put(incoming.letters, workflow.now())
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
        return self._unhurried is None or self._unhurried.done() or self._tray.is_urgent

    async def _something_came(self) -> bool:
        quiet = self._tray.quiet_until(workflow.now())
        if not await self._timer.until(self._has_something_to_do, quiet, "quiet"):
            self._tray.bring_back(workflow.now())
        await workflow.wait_condition(workflow.all_handlers_finished)
        return not self._tray.is_empty

    def _has_something_to_do(self) -> bool:
        return not self._tray.is_empty or (
            self._is_to_end and not self._tray.has_aside and workflow.all_handlers_finished()
        )

    def _is_due_before(self, instant: datetime) -> bool:
        return self._tray.due(workflow.now()) < instant

    async def _gathered(self) -> None:
        while (due := self._tray.due(workflow.now())) > workflow.now():
            # Only what is more urgent sets another timer.
            await self._timer.until(partial(self._is_due_before, due), due, "gathering")

    async def _bring(self, letters: tuple[Letter, ...]) -> None:
        """Bring letters by the first way that works, or pass them on to the next in line."""
        found = await self._sorted(letters)
        if found.unreadable:
            why = "the journal does not hold what was recorded of the ticket; the worker's log says more"
            await record(outcome(self._person, found.unreadable, None, "unreadable", why))
        self._tray.set_aside(found.later, workflow.now() + A_LATER_VERSION)
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
                await self._bring(found.letters[:half])
                await self._bring(found.letters[half:])
                return
            failures.append(failure)
        await self._pass_on(found.letters, for_now=any(one.kind == TRY_AGAIN for one in failures))

    async def _by(self, way: Way, letters: tuple[Letter, ...]) -> Failure | None:
        brought = await self._tried(way, letters)
        if brought is None:
            self._down.pop(way.channel, None)
            self._tray.sent(workflow.now(), way.rate)
            return None
        if brought.kind == TRY_AGAIN:
            self._down[way.channel] = workflow.now()
            if brought.pause:
                self._busy[way.channel] = workflow.now() + min(timedelta(seconds=brought.pause), LEFT_ALONE)
        await record(outcome(self._person, letters, way, "failed", brought.why))
        return brought

    async def _tried(self, way: Way, letters: tuple[Letter, ...]) -> Failure | None:
        """Bring letters by one way, however long the store is down meanwhile."""
        written, looked = workflow.now(), False
        if self._busy.get(way.channel, written) > written:
            return Failure(TRY_AGAIN, "it asked to be left alone for longer")
        while True:
            since = self._down.get(way.channel)
            down = since is not None and workflow.now() - since < KNOWN_TO_BE_DOWN
            patience = retry_schedule_for(way.kind, urgent=is_urgent(letters), down=down)
            slower = self._tray.pace.patience
            brought = await bring(self._person, letters, way, patience, slower=slower, written=written)
            if not isinstance(brought, Failure):
                if not brought.recorded:
                    sent = outcome(self._person, letters, way, "sent", brought.detail, message=brought.message)
                    await record(sent)
                return None
            if brought.kind == STORE_DOWN:
                # No fault of the way. Looking the letters through again waits for the store.
                await workflow.sleep(timedelta(seconds=1))
                await self._sorted(letters)
            elif brought.kind == NOT_SERVED and not looked:
                # Perhaps no worker was there, or the gateway is none any more: who answers now serves what it says.
                looked = True
                ways = (await self._sorted(letters)).ways
                way = next((one for one in ways if one.channel == way.channel), way)
            else:
                return Failure(TRY_AGAIN, brought.why) if brought.kind == NOT_SERVED else brought

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
        self._tray.pace = found.pace or self._tray.pace
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
        self._tray.set_aside(left.letters, workflow.now() + ASIDE)

    def _is_long(self) -> bool:
        info = workflow.info()
        long = self._limit is not None and info.get_current_history_length() >= self._limit
        return (long or info.is_continue_as_new_suggested()) and self._tray.is_light

    def _carried(self) -> MailboxStart:
        """What the next run is given. Nothing is in flight between two messages."""
        return self._tray.carried(self._start.model_copy(update={"down": self._down, "busy": self._busy}))
