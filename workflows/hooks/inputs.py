"""What the workflow of an external ticket is given, read so that nothing that anybody sends stops it."""

from typing import NamedTuple

from pydantic import TypeAdapter, ValidationError

from activities.hooks.names import HeldEvent, HookStart, hook_id
from domain.bounds import require_bounds
from domain.brief import name
from domain.errors import Unreadable
from workflows.arguments import only

_EVENT: TypeAdapter[HeldEvent] = TypeAdapter(HeldEvent)


class Incoming(NamedTuple):
    """The events of a message, and how many there were that are none."""

    events: list[HeldEvent]
    unreadable: int

    @property
    def size(self) -> int:
        """What reading them cost, in bytes of an ordinary event."""
        return 300 * (len(self.events) + self.unreadable)


def read_events(arguments: tuple[object, ...]) -> Incoming:
    """The events that a message holds. Raises `Unreadable` where it is no list at all."""
    message = only(arguments)
    if message is None:
        return Incoming([], 0)
    if not isinstance(message, list):
        raise Unreadable("a hook takes a list of events; send it what `activities.hooks.names` describes")
    require_bounds(message)
    events = [event for one in message if (event := _event(one)) is not None]
    return Incoming(events, len(message) - len(events))


def read_start(arguments: tuple[object, ...], id_: str, *, continues: bool) -> HookStart:
    """How a hook of that id starts. Raises `Unreadable`.

    `continues`: whether a run of the same hook hands it on. What one run leaves to the next is believed of that alone.
    """
    message = only(arguments)
    require_bounds(message)
    try:
        start = HookStart.model_validate(message)
    except ValidationError as invalid:
        first = invalid.errors(include_url=False, include_input=False)[0]
        where = ".".join(name(part) for part in first["loc"]) or "the message"
        shape = '{"system": ..., "external": ...}'
        raise Unreadable(
            f"a hook cannot start with this ({where}: {name(first['msg'])}); it must be a JSON object {shape}"
        ) from None
    if id_ != hook_id(start.system, start.external):
        raise Unreadable(f"the hook of {name(start.external)} must have the id {hook_id(start.system, start.external)}")
    if continues:
        return start
    return HookStart(system=start.system, external=start.external, continue_as_new_after=start.continue_as_new_after)


def _event(message: object) -> HeldEvent | None:
    try:
        return _EVENT.validate_python(message)
    except ValidationError:
        return None
