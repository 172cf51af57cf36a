"""Lives as the tests look at them: in office time."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from demo.stage.life import Life
from domain.ticket.events import Event


def office(life: Life, instant: datetime) -> str:
    """An instant on the wall clock of the ticket's office, with its UTC offset: `2032-10-29 15:00 +0200`."""
    return instant.astimezone(ZoneInfo(life.part.zone)).strftime("%Y-%m-%d %H:%M %z")


def told(life: Life, type_: type[Event]) -> list[tuple[str, set[str]]]:
    """When each event of a kind was true, and whom the journal says was told of it."""
    return [
        (office(life, entry.event.occurred_at), set(life.told(entry.number)))
        for entry in life.stream
        if isinstance(entry.event, type_)
    ]


def of(life: Life, type_: type[Event]) -> list[Any]:
    """The events of one kind."""
    return [entry.event for entry in life.stream if isinstance(entry.event, type_)]
