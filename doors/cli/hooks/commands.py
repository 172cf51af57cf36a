"""`hooks`: what other systems sent, what was rejected of it and why, and playing that again."""

import asyncio
import time
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from domain.errors import DomainError
from doors.application.reading import now
from doors.application.showing.plain import as_plain, utc
from doors.cli.library import library
from doors.cli.options import JSON, settings_of
from doors.cli.reaching import with_database, with_servers
from doors.cli.rendering import complain, say, show_json, show_table

if TYPE_CHECKING:
    from asyncpg import Pool
    from temporalio.client import Client

    from activities.hooks.events import HookEvent, HookEvents, State
    from doors.hooks.loading import Hooks

SYSTEM = Annotated[
    str | None, typer.Option(metavar="NAME", help="Only what this system sent, such as zendesk; all if left out.")
]
MOST = 1000
"""Events that are shown, or played again, at once."""
PATIENCE = 30.0
"""Seconds for which it is waited until tickets have taken what is played again."""
LOOK = 0.2

Shown = Literal["held", "taken", "ignored", "rejected"]


class NoHooks(DomainError):
    """No folder of hook files is set, and one is needed."""

    def __init__(self) -> None:
        super().__init__("no hook files are set, by which events are read; SUNDIAL_HOOKS names their folder")


class NoSuchEvent(DomainError):
    """No rejected event has this id."""

    def __init__(self, ids: Iterable[str]) -> None:
        super().__init__(f"no event {', '.join(ids)} is rejected; `sundial hooks rejected` shows those that are")


def commands() -> typer.Typer:
    """The commands about other systems' events."""
    app = typer.Typer(help="Look at what other systems sent, play again what was rejected, or check a hook file.")
    app.command("list")(list_events)
    app.command("rejected")(rejected)
    app.command("replay")(replay)
    app.command("check")(check)
    return app


def list_events(
    context: typer.Context,
    system: SYSTEM = None,
    state: Annotated[
        Shown | None, typer.Option(metavar="STATE", help="held, taken, ignored or rejected; all if left out.")
    ] = None,
    json: JSON = False,
) -> None:
    """List what other systems sent, the latest first, and what came of it; what came late says so."""
    _show(_read(context, system, state), json=json, nothing="No system has sent such an event.")


def rejected(context: typer.Context, system: SYSTEM = None, json: JSON = False) -> None:
    """Show the events that were rejected, and why: the mapping had nothing for them, or their ticket refused."""
    _show(_read(context, system, "rejected"), json=json, nothing="Nothing is rejected.")


def replay(
    context: typer.Context,
    ids: Annotated[
        list[str] | None, typer.Argument(metavar="[ID]...", help="The events' ids; all that are rejected if left out.")
    ] = None,
    system: SYSTEM = None,
    json: JSON = False,
) -> None:
    """Play rejected events again, in the order of their own times, with the hook files as they are now.

    A command that its ticket took already counts once.
    """
    from doors.hooks.loading import load_all

    settings = settings_of(context)
    if settings.hooks is None:
        raise NoHooks
    known = library(settings)
    # What was kept was signed; who plays it again needs no secret.
    hooks = load_all(settings.hooks, known, environ=None)
    played = with_servers(
        settings, lambda client, pool: _replayed(client, pool, hooks, system, ids or [], settings.task_queue)
    )
    _show(played, json=json, nothing="Nothing is rejected.")
    if any(event.state == "rejected" for event in played):
        raise typer.Exit(1)


def check(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A hook file in YAML, such as hooks/zendesk.yaml.")],
    json: JSON = False,
) -> None:
    """Check a hook file and name every fault at once: line, field, what is wrong, what would be right."""
    from doors.hooks.loading import check as faults_of

    faults = faults_of(file, library(settings_of(context)))
    if json:
        show_json([as_plain(fault) for fault in faults])
    else:
        complain(*(fault.sentence for fault in faults))
    if faults:
        raise typer.Exit(1)
    if not json:
        say("no faults")


def _read(context: typer.Context, system: str | None, state: "State | None") -> "list[HookEvent]":
    async def found(pool: "Pool") -> "list[HookEvent]":
        from activities.hooks.events import HookEvents

        return await HookEvents(pool).some(system=system, state=state, limit=MOST)

    return with_database(settings_of(context), found)


async def _replayed(
    client: "Client", pool: "Pool", hooks: "Hooks", system: str | None, ids: list[str], task_queue: str
) -> "list[HookEvent]":
    from activities.hooks.events import HookEvents
    from activities.hooks.handing_over import HandOverEvents
    from doors.hooks.replaying import replay as play_again
    from runtime.temporal.errors import as_sentences

    store = HookEvents(pool)
    found = await store.some(system=system, state="rejected", ids=ids, limit=MOST)
    if missing := [id_ for id_ in ids if id_ not in {event.id for event in found}]:
        raise NoSuchEvent(missing)
    with as_sentences("of these events"):
        played = await play_again(found, hooks, store, HandOverEvents(client, task_queue), now())
    return await _taken(store, played)


async def _taken(store: "HookEvents", played: "list[HookEvent]") -> "list[HookEvent]":
    """How they stand once their tickets have taken them, or after some patience."""
    end = time.monotonic() + PATIENCE
    while True:
        known = [await store.one(event.system, event.id) or event for event in played]
        if time.monotonic() > end or not any(event.state == "held" for event in known):
            return known
        await asyncio.sleep(LOOK)


def _show(events: "list[HookEvent]", *, json: bool, nothing: str) -> None:
    if json:
        show_json(events)
    elif not events:
        say(nothing)
    else:
        columns = ("system", "event", "ticket", "happened", "state", "what came of it")
        show_table(None, columns, [_row(event) for event in events])


def _row(event: "HookEvent") -> tuple[str, ...]:
    at: datetime = event.occurred_at or event.received_at
    return event.system, event.id, event.ticket or event.external or "-", utc(at), event.state, event.sentence
