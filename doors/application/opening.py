"""Opening a ticket, at whatever door: once, however often it is asked for, and answered with how it stands."""

from collections.abc import Mapping
from difflib import get_close_matches
from hashlib import sha256
from secrets import token_hex
from typing import TYPE_CHECKING, Any

from domain.brief import name as brief_name
from domain.deciding.second_opening import require_same
from domain.showing.snapshot import Snapshot
from domain.ticket.evolve import replay
from domain.ticket.ticket import Closed
from doors.application.life import life_of
from doors.application.reach import Reach
from doors.application.reading import instant, now
from doors.application.requests import OF_THE_REQUEST, OF_THE_TICKET, RequestUnreadable, message_of, read_message

if TYPE_CHECKING:
    from runtime.temporal.beginning.taking_in import TakenIn


KNOWN = (*OF_THE_TICKET, *OF_THE_REQUEST, "sent_at")
"""The fields of an opening, with those of its request."""
CALLED = {"opened_at": "at", "created_at": "at", "title": "subject", "contract_id": "contract"}
"""What other systems call them."""


def made_id(key: str) -> str:
    """The id of a ticket that is given none, from what marks its opening: the same each time that this is sent."""
    return f"T-{sha256(key.encode()).hexdigest()[:12]}"


def flat(fields: Mapping[str, Any]) -> dict[str, Any]:
    """An opening whose request stands among its other fields, as in a file of tickets."""
    request = fields.get("request")
    return {**fields, **request, "request": None} if isinstance(request, Mapping) else dict(fields)


def opening_of(fields: Mapping[str, Any], at: str = "--at") -> dict[str, Any]:
    """The message that flat fields make, with a ticket's id where they give none. What is `None` was not given.

    `at` is what who asks calls the instant. Raises a `DomainError` with everything that is wrong.
    """
    given = {name: value for name, value in fields.items() if value is not None}
    _refuse_unknown(given)
    when = instant(given.pop("at", None), at)
    day = (when or now()).strftime("%Y%m%d")
    message = message_of({"ticket": f"T-{day}-{token_hex(3)}", **given, "at": when.isoformat() if when else None})
    read_message(message)
    return message


def _refuse_unknown(fields: Mapping[str, Any]) -> None:
    for field in fields:
        if field not in KNOWN:
            near = CALLED.get(field) or next(iter(get_close_matches(str(field)[:100], KNOWN, n=1)), None)
            instead = f"did you mean {near}?" if near else f"it can have {', '.join(KNOWN)}"
            raise RequestUnreadable(f"there is no field {brief_name(field)}; {instead}")


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
