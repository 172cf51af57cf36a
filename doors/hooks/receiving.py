"""Taking in a call of another system: its signature, its size, what it means; kept once, then handed over.

What is kept is not lost: an event that could not be handed over is found by a worker and handed over then.
"""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any, Literal

import asyncpg
import structlog
from pydantic_core import from_json
from temporalio.client import Client
from temporalio.service import RPCError

from activities.hooks.events import HookEvent, HookEvents
from activities.hooks.handing_over import HandOverEvents
from domain.value import Value
from doors.application.reading import now
from doors.hooks.errors import LARGEST, BodyTooLarge, BodyUnreadable, NotSigned, UnknownSystem
from doors.hooks.file import HookFile
from doors.hooks.loading import Hooks
from doors.hooks.mapping import Meaning, digest_of, headers_read, meaning, own_id
from doors.hooks.signatures import is_signed
from doors.hooks.sources import Call

_log = structlog.get_logger("sundial.hooks")


class Received(Value):
    """What became of a call that was taken in. The system that sent it need not send it again."""

    system: str
    event: str
    """The event's own id there."""
    ticket: str | None = None
    state: Literal["held", "taken", "ignored", "rejected"]
    """`rejected`: nothing could be made of it; it is kept, and can be played again once the mapping is mended."""
    sentence: str = ""
    repeated: bool = False
    """Whether it came before; then nothing changed."""


class Receiver:
    """Takes in what other systems send."""

    def __init__(
        self,
        hooks: Hooks,
        pool: asyncpg.Pool,
        client: Client,
        task_queue: str,
        *,
        continue_as_new_after: int | None = None,
        clock: Callable[[], datetime] = now,
    ) -> None:
        """Keep events through the pool, and hand them over through the client, to workers of the task queue."""
        self._hooks = hooks
        self._events = HookEvents(pool)
        self._hand_over = HandOverEvents(client, task_queue, continue_as_new_after=continue_as_new_after)
        self._clock = clock

    async def receive(self, system: str, headers: Mapping[str, str], body: bytes) -> Received:
        """Take in one call.

        Raises `BodyTooLarge`, `NotSigned` (also for an unknown system, in the same words), `BodyUnreadable`; and a
        `DatabaseError` where it cannot be kept now: then the system has to send it again.
        """
        now = self._clock()
        if len(body) > LARGEST:
            raise BodyTooLarge
        hook = self._hooks.get(system)
        if hook is None:
            raise UnknownSystem
        lower = {name.lower(): value for name, value in headers.items()}
        if not is_signed(hook.file.signature, hook.secrets, lower, body, now):
            _log.warning("a call was not signed as it must be", system=system)
            raise NotSigned
        document = _document(body)
        read = headers_read(hook.file)
        call = Call({name: value for name, value in lower.items() if name in read}, document)
        id_ = own_id(hook.file, call) or digest_of(body)
        event = kept(system, id_, hook.file, meaning(system, hook.file, call), call.headers, now)
        if not await self._events.add(event, body.decode()):
            return await self._again(event)
        if event.state == "held":
            await self._handed_over(event)
        else:
            _log.info("an event was not taken", system=system, id=event.id, state=event.state, why=event.sentence)
        return _received(event)

    async def _again(self, event: HookEvent) -> Received:
        """What became of an event that comes again. One that is held is handed over again, as that may have failed."""
        known = await self._events.one(event.system, event.id) or event
        if known.state == "held":
            await self._handed_over(known)
        return _received(known, repeated=True)

    async def _handed_over(self, event: HookEvent) -> None:
        try:
            await self._hand_over.to_workflow(event.system, event.external or "", [event.held()])
        except RPCError as fault:
            _log.warning("an event is kept, and handed over later", system=event.system, id=event.id, why=fault.message)


def kept(system: str, id_: str, file: HookFile, found: Meaning, headers: Mapping[str, str], now: datetime) -> HookEvent:
    """An event as it is kept: when it is due, or why nothing is made of it."""
    held = timedelta(seconds=0 if found.opens else file.hold_seconds)
    return HookEvent(
        system=system,
        id=id_,
        external=found.external,
        ticket=found.ticket,
        received_at=now,
        occurred_at=found.at,
        position=found.position,
        opens=found.opens,
        due_at=now + held,
        wait_until=now + max(held, timedelta(seconds=file.opening_seconds)),
        headers=headers,
        commands=found.commands,
        state=found.state,
        sentence=found.sentence,
        decided_at=None if found.state == "held" else now,
    )


def _document(body: bytes) -> Any:
    try:
        # PostgreSQL keeps it as JSON, which has neither infinities nor a byte that is no text.
        return from_json(body, allow_inf_nan=False)
    except ValueError:
        raise BodyUnreadable from None


def _received(event: HookEvent, *, repeated: bool = False) -> Received:
    return Received(
        system=event.system,
        event=event.id,
        ticket=event.ticket,
        state=event.state,
        sentence=event.sentence,
        repeated=repeated,
    )
