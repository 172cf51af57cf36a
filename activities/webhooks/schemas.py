"""The shape of each message, as models from which the OpenAPI document makes its schemas."""

from functools import cache
from typing import Annotated, Any, Literal

from pydantic import BaseModel, Field, create_model

from domain.showing.snapshot import Snapshot
from domain.text import Instant
from domain.ticket.events import EVENTS, Event
from domain.ticket.recorded import Recorded
from domain.value import Value


class _Data(Value):
    """An event, where it stands among all, and how its ticket stood before and after it."""

    position: Annotated[int, Field(ge=1, description="Its place in the order of all events.")]
    ticket: str


class _Message(Value):
    """What a webhook gets of one event."""

    id: Annotated[str, Field(description="The same whenever this event is sent to this webhook.")]


@cache
def payload_models() -> dict[str, type[BaseModel]]:
    """A model of the message for each type of event, by that type."""
    return {event.__name__: _model_of(event) for event in EVENTS}


def _model_of(event: type[Event]) -> type[BaseModel]:
    name = event.__name__
    type_: Any = Literal[name]
    recorded: Any = create_model(f"{name}Recorded", __base__=Recorded, __doc__=Recorded.__doc__, event=(event, ...))
    after = Annotated[Snapshot, Field(description="The ticket once it had happened.")]
    before = Annotated[Snapshot | None, Field(description="The ticket until then; null for its first event.")]
    data: Any = create_model(
        f"{name}Data",
        __base__=_Data,
        __doc__=_Data.__doc__,
        event=(recorded, ...),
        before=(before, None),
        after=(after, ...),
    )
    happened = Annotated[Instant, Field(description="When it was true.")]
    return create_model(
        f"{name}Message",
        __base__=_Message,
        __doc__=event.__doc__,
        type=(type_, ...),
        timestamp=(happened, ...),
        data=(data, ...),
    )
