"""Letters: announcements on their way to people, and what came of them.

Keys travel, and no texts: those are written from the journal at the moment of sending. All that is in a letter has a
limit, as letters are carried from run to run, many at once.
"""

from datetime import UTC, datetime
from typing import Annotated, Literal

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

from domain.text import Instant, Line, TicketId
from domain.value import Value

CUSTOMER_ROLE, ON_CALL_ROLE = "customer", "on-call"
"""The roles that are no level."""
YEARS = range(2000, 2200)
"""What a rota can be asked about."""


def _in_known_years(instant: datetime) -> datetime:
    if instant.astimezone(UTC).year not in YEARS:
        raise PydanticCustomError("instant", "it lies beyond the years that a directory knows")
    return instant


PersonKey = Annotated[str, Field(min_length=1, max_length=220)]
"""A key of the directory; `customer/` and the name for a customer."""
Moment = Annotated[Instant, AfterValidator(_in_known_years)]


class Place(Value):
    """Whose ticket it is, and under which contract: by that the directory knows who a role is."""

    contract: Line
    theatre: Line
    customer: Line
    levels: Annotated[tuple[Line, ...], Field(max_length=50)]
    """The vendor's own, from the first to the highest."""


class Letter(Value):
    """One announcement on its way to one person. It holds a key and no text: the journal has the rest."""

    ticket: TicketId
    event: Annotated[int, Field(ge=1, lt=2**31)]
    role: Line
    """`customer`, a level, or `on-call`."""
    place: Place
    at: Moment
    """When it was announced, in the ticket's own time."""
    urgent: bool = False
    tried: Annotated[tuple[PersonKey, ...], Field(max_length=200)] = ()
    """The keys of those who could not be reached with it, in order; the first is whom it was for."""
    waits_since: Moment | None = None
    """Since when it waits for a way to somebody who is the last that can be tried."""

    @property
    def key(self) -> str:
        """The announcement's key, as one text."""
        return f"{self.ticket}/{self.event}/{self.role}"


class DeliveryOutcome(Value):
    """What came of letters to one person through one channel."""

    person: str
    letters: tuple[Letter, ...]
    channel: str
    outcome: Literal["sent", "failed", "nobody", "unreadable"]
    at: Instant
    message: str | None = None
    detail: str = ""
    call: int | None = None
