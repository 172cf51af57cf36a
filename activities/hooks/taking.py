"""A ticket takes what was held for it: each event's commands are sent, in order, under ids that stay.

So an activity that is tried again changes nothing by what it sent before. What the ticket refuses is kept and shown.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Protocol

import asyncpg
from temporalio import activity

from activities.heartbeats import heartbeating
from activities.hooks.events import HookEvent, HookEvents
from activities.hooks.names import TAKE, Settled, Taking
from activities.journal.database import faults_as_sentences
from activities.journal.queries import query
from domain.errors import DomainError


class NotOpened(DomainError):
    """A command is for a ticket that was not opened yet, as far as Temporal knows."""


class Sending(Protocol):
    """The way to the tickets. What nobody answers is any error but a `DomainError`: it is tried again."""

    async def send(self, ticket: str, command: str, fields: Mapping[str, Any]) -> None:
        """Send one command, or open. Raises a `DomainError` where it is refused, `NotOpened` for no such ticket."""


class TakingEvents:
    """Brings events to their tickets."""

    def __init__(self, pool: asyncpg.Pool, sending: Sending) -> None:
        """Read them through these connections, and send them that way."""
        self._pool = pool
        self._events = HookEvents(pool)
        self._sending = sending

    @activity.defn(name=TAKE)
    async def take(self, taking: Taking) -> Settled:
        """Take these in order, as far as their ticket was opened. Answers which of them are over."""
        with heartbeating():
            waiting: list[str] = []
            for id_ in taking.events:
                event = await self._events.one(taking.system, id_)
                if event is None or event.state != "held":
                    # Another attempt of this activity has seen to it.
                    continue
                try:
                    await self._take(event, taking.at)
                except NotOpened:
                    if id_ in taking.over:
                        await self._events.settle(event, "rejected", _never_opened(event), taking.at)
                    else:
                        waiting.append(id_)
            if waiting:
                await self._events.delay(taking.system, waiting, taking.again_at)
            return Settled(events=tuple(id_ for id_ in taking.events if id_ not in waiting))

    async def _take(self, event: HookEvent, at: datetime) -> None:
        late = await self._late(event)
        sent: list[str] = []
        for one in event.commands:
            try:
                await self._sending.send(event.ticket or "", one.command, one.fields)
            except NotOpened as refused:
                status = await self._status(event)
                if status is None:
                    raise
                if status != "closed" or one.command != "close":
                    await self._events.settle(event, "rejected", _refused(one.command, refused, late), at)
                    return
            except DomainError as refused:
                if not (one.command == "close" and await self._status(event) == "closed"):
                    await self._events.settle(event, "rejected", _refused(one.command, refused, late), at)
                    return
            sent.append(one.command)
        await self._events.settle(event, "taken", f"{', '.join(map(_said, sent))}{late}", at)

    async def _late(self, event: HookEvent) -> str:
        """What is said of an event that comes when a later one was taken already (semantics 23)."""
        latest = await self._events.taken_up_to(event.system, event.external or "")
        if latest is None or event.occurred_at is None or event.occurred_at >= latest:
            return ""
        return f"; it came late, after what happened at {_iso(latest)} was taken"

    async def _status(self, event: HookEvent) -> str | None:
        """How the ticket stands by the journal, which knows those that Temporal has forgotten."""
        with faults_as_sentences():
            row = await self._pool.fetchrow(query("one_ticket"), event.ticket)
        return None if row is None else str(row["status"])


def _refused(command: str, refused: DomainError, late: str) -> str:
    return f"{_said(command)}: {refused.sentence}{late}"


def _never_opened(event: HookEvent) -> str:
    return (
        f"ticket {event.ticket} was not opened within the time that its events wait for that; open it, then replay this"
    )


def _said(command: str) -> str:
    """A command by the name that people give it."""
    return command.replace("_", "-")


def _iso(instant: datetime) -> str:
    return instant.isoformat(timespec="seconds").replace("+00:00", "Z")
