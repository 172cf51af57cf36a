"""The workflow that holds what another system sends about one ticket: its names, its id, and what it is given."""

import re
from collections.abc import Mapping
from hashlib import sha256
from typing import Annotated, Any

from pydantic import Field

from domain.text import Instant, Line
from domain.value import Value

HOOK = "Hook"
"""The workflow, one for each ticket of another system that events wait for."""
EVENTS = "events"
"""The signal that gives it events to hold."""
TAKE = "take_hook_events"
"""The activity in which a ticket takes what was held."""
OPEN = "open"
"""The command that opens a ticket, which no update has the name of."""

_SAFE = re.compile(r"[A-Za-z0-9._-]{1,120}")


def hook_id(system: str, external: str) -> str:
    """The id of the workflow of an external ticket. An id that is no plain name stands there as a digest."""
    return f"hook/{system}/{plain(external)}"


def plain(id_: str) -> str:
    """An id of another system as a part of one of ours."""
    return id_ if _SAFE.fullmatch(id_) else sha256(id_.encode()).hexdigest()[:32]


class HookCommand(Value):
    """What is asked of a ticket, by the name of the message and its fields."""

    command: str
    fields: Mapping[str, Any]


class HeldEvent(Value):
    """An event that is held, by its key alone: what it says stays in the store."""

    id: Line
    at: Instant
    """Its own time, by which it is taken in order."""
    position: float = 0
    """What goes first of several with the same time."""
    opens: bool = False
    """Whether it opens the ticket: then it is not held."""
    due: Instant
    """Until when it is held."""
    until: Instant
    """Until when it waits for the opening of its ticket."""


class HookStart(Value):
    """How the workflow of an external ticket starts: empty, or with what the run before it left."""

    system: Line
    external: Line
    held: tuple[HeldEvent, ...] = ()
    not_before: Instant | None = None
    """When it is looked again whether the ticket was opened."""
    looks: Annotated[int, Field(ge=0, lt=2**31)] = 0
    """How often it was looked for in vain."""
    continue_as_new_after: int | None = None


class Taking(Value):
    """Events that a ticket is to take, in this order."""

    system: str
    events: tuple[str, ...]
    at: Instant
    """The workflow's time: an activity asks no clock."""
    again_at: Instant
    """When it is looked again for a ticket that is not there."""
    over: tuple[str, ...] = ()
    """Those of them that waited for their opening for as long as they may."""


class Settled(Value):
    """What is over: taken, or rejected for good. The rest waits for its ticket to be opened."""

    events: tuple[str, ...] = ()
