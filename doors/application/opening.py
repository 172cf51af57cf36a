"""Opening a ticket, at whatever door: once, however often it is asked for, and answered with how it stands."""

from collections.abc import Mapping
from hashlib import sha256
from secrets import token_hex
from typing import TYPE_CHECKING, Any

from domain.deciding.second_opening import require_same
from domain.showing.snapshot import Snapshot
from domain.ticket.evolve import replay
from domain.ticket.ticket import Closed
from doors.application.life import life_of
from doors.application.reach import Reach
from doors.application.reading import instant, now
from doors.application.requests import message_of, read_message

if TYPE_CHECKING:
    from runtime.temporal.beginning.taking_in import TakenIn


def made_id(key: str) -> str:
    """The id of a ticket that is given none, from what marks its opening: the same each time that this is sent."""
    return f"T-{sha256(key.encode()).hexdigest()[:12]}"


def flat(fields: Mapping[str, Any]) -> dict[str, Any]:
    """An opening whose request stands among its other fields, as in a file of tickets."""
    request = fields.get("request")
    return {**fields, **request, "request": None} if isinstance(request, Mapping) else dict(fields)


def opening_of(fields: Mapping[str, Any]) -> dict[str, Any]:
    """The message that flat fields make, with a ticket's id where they give none. What is `None` was not given.

    Raises a `DomainError` with everything that is wrong.
    """
    given = {name: value for name, value in fields.items() if value is not None}
    when = instant(given.pop("at", None))
    day = (when or now()).strftime("%Y%m%d")
    message = message_of({"ticket": f"T-{day}-{token_hex(3)}", **given, "at": when.isoformat() if when else None})
    read_message(message)
    return message


async def open_ticket(within: Reach, message: Mapping[str, Any]) -> "TakenIn":
    """Open a ticket, and answer how it stands, and whether it is new: the same again changes nothing, even closed.

    Raises a `DomainError` with the sentence of a refusal.
    """
    from runtime.temporal.beginning.taking_in import TakenIn
    from runtime.temporal.errors import Refused

    try:
        return await within.tickets.take_in(message)
    except Refused:
        ended = await _ended_before(within, message)
        if ended is None:
            raise
        return TakenIn(ended, is_new=False)


async def _ended_before(within: Reach, message: Mapping[str, Any]) -> Snapshot | None:
    """Where the ticket of that very opening stands that is over. Raises `AnotherTicket` for another one's."""
    opening = read_message(message)
    standing = await within.journal.standing(opening.ticket)
    if standing is None or standing.status != "closed":
        return None
    seen, events = await life_of(within, opening.ticket)
    ticket = replay(events)
    assert isinstance(ticket.status, Closed)  # a ticket that is closed stays so
    require_same(opening, ticket)
    return seen
