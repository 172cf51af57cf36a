"""The store of what other systems sent: each event once, with what it was taken for and what came of it."""

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, Literal

import asyncpg

from activities.hooks.names import HeldEvent, HookCommand
from activities.journal.database import faults_as_sentences
from activities.journal.queries import query
from domain.text import Instant
from domain.value import Value

State = Literal["held", "taken", "ignored", "rejected"]


class HookEvent(Value):
    """An event of another system, as far as it could be read, and what became of it."""

    system: str
    id: str
    external: str | None = None
    ticket: str | None = None
    received_at: Instant
    occurred_at: Instant | None = None
    position: float = 0
    opens: bool = False
    due_at: Instant | None = None
    wait_until: Instant | None = None
    headers: Mapping[str, str] = {}
    body: Any = None
    commands: tuple[HookCommand, ...] = ()
    state: State
    sentence: str = ""
    decided_at: Instant | None = None

    def held(self) -> HeldEvent:
        """It by its key, as the workflow holds it. Only for what is held, which has all of these."""
        return HeldEvent.model_validate(
            {
                "id": self.id,
                "at": self.occurred_at,
                "position": self.position,
                "opens": self.opens,
                "due": self.due_at,
                "until": self.wait_until,
            }
        )


class HookEvents:
    """The table of events. Every method raises a `DatabaseError` when the database cannot answer."""

    def __init__(self, pool: asyncpg.Pool | asyncpg.Connection) -> None:
        """Reach it through these connections."""
        self._pool = pool

    async def add(self, event: HookEvent, body: str) -> bool:
        """Keep an event with its body as it came. Answers whether it is new: a repeat changes nothing."""
        with faults_as_sentences():
            added = await self._pool.fetchval(
                query("add_hook_event"),
                event.system,
                event.id,
                event.external,
                event.ticket,
                event.received_at,
                event.occurred_at,
                event.position,
                event.opens,
                event.due_at,
                event.wait_until,
                json.dumps(dict(event.headers)),
                body,
                _json_of(event.commands),
                event.state,
                event.sentence,
                event.decided_at,
            )
        return added is not None

    async def remap(self, event: HookEvent) -> bool:
        """Take a rejected event for what it is now. Answers whether it was still rejected."""
        with faults_as_sentences():
            changed = await self._pool.fetchval(
                query("remap_hook_event"),
                event.system,
                event.id,
                event.external,
                event.ticket,
                event.occurred_at,
                event.position,
                event.opens,
                event.due_at,
                event.wait_until,
                _json_of(event.commands),
                event.state,
                event.sentence,
                event.decided_at,
            )
        return changed is not None

    async def settle(self, event: HookEvent, state: State, sentence: str, at: datetime) -> None:
        """Record what came of an event that was held."""
        with faults_as_sentences():
            await self._pool.execute(query("settle_hook_event"), event.system, event.id, state, sentence, at)

    async def delay(self, system: str, ids: Sequence[str], until: datetime) -> None:
        """Look at these again at that instant, and not before."""
        with faults_as_sentences():
            await self._pool.execute(query("delay_hook_events"), system, list(ids), until)

    async def one(self, system: str, id_: str) -> HookEvent | None:
        """One event, if it ever came."""
        with faults_as_sentences():
            row = await self._pool.fetchrow(query("hook_event"), system, id_)
        return None if row is None else _event(row)

    async def some(
        self, *, system: str | None = None, state: State | None = None, ids: Iterable[str] = (), limit: int = 1000
    ) -> list[HookEvent]:
        """Events, the latest first."""
        with faults_as_sentences():
            rows = await self._pool.fetch(query("hook_events"), system, state, list(ids), limit)
        return [_event(row) for row in rows]

    async def abandoned(
        self, since: datetime, until: datetime, limit: int = 500
    ) -> dict[tuple[str, str], list[HeldEvent]]:
        """Held events that were due before `since` and that nobody looked at, by their system and ticket there.

        They are left alone until `until`, by whoever else asks.
        """
        with faults_as_sentences():
            rows = await self._pool.fetch(query("claim_abandoned_hook_events"), since, until, limit)
        found: dict[tuple[str, str], list[HeldEvent]] = {}
        for row in rows:
            held = HeldEvent(
                id=row["id"],
                at=row["occurred_at"],
                position=row["position"],
                opens=row["opens"],
                due=since,
                until=row["wait_until"],
            )
            found.setdefault((row["system"], row["external"]), []).append(held)
        return found

    async def taken_up_to(self, system: str, external: str) -> datetime | None:
        """The latest time of what that ticket has taken."""
        with faults_as_sentences():
            found: datetime | None = await self._pool.fetchval(query("taken_up_to"), system, external)
        return found


def _event(row: asyncpg.Record) -> HookEvent:
    parsed = {name: json.loads(row[name]) for name in ("headers", "body", "commands")}
    return HookEvent.model_validate({**dict(row), **parsed})


def _json_of(commands: Iterable[HookCommand]) -> str:
    return json.dumps([one.model_dump(mode="json") for one in commands])
