"""A list of tickets: which ones, in which order, and how it goes on behind one of them."""

import math
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Mapping
from typing import Literal

from pydantic import TypeAdapter, ValidationError

from domain.errors import DomainError
from domain.showing.standing import Standing
from domain.text import Instant
from domain.value import Value

Sort = Literal["deadline", "opened", "priority", "customer", "owner", "ticket"]
"""What a list is ordered by. Closed tickets are last in each of them."""

Ranks = Mapping[str, Mapping[str, int]]
"""The place of each priority in its contract, the highest first; a priority that is not there goes behind all."""


class NoPlace(DomainError):
    """A text that is no place in a list."""

    def __init__(self) -> None:
        super().__init__("--after is no place in a list; give what `list` said in its last line, or leave it out")


class TicketFilter(Value):
    """Which tickets a list shows: those with all of these values; what is not set lets all through.

    Names are found whatever their case.
    """

    status: Literal["working", "waiting", "resolved", "closed"] | None = None
    customer: str | None = None
    contract: str | None = None
    priority: str | None = None
    level: str | None = None
    breached: bool | None = None
    open: bool | None = None
    owner: str | None = None
    due_by: Instant | None = None
    """Those whose next deadline is at this instant or before."""
    text: str | None = None
    """Those whose id, subject or customer holds this."""


class Place(Value):
    """Behind which ticket a list goes on.

    It holds what that ticket was ordered by, so that whatever changes meanwhile, no ticket that stayed where it was is
    left out or shown twice.
    """

    sort: Sort
    now: Instant
    """When the list was begun: what was late then is late on each of its pages."""
    rank: int
    word: str
    moment: float | None = None
    """Seconds since 1970; `None` behind all that have a deadline."""
    newest: float
    ticket: str
    shown: int
    """How many tickets the list has shown by there."""

    def written(self) -> str:
        """The place as one word, which `--after` takes."""
        fields = [getattr(self, name) for name in _FIELDS]
        return urlsafe_b64encode(_PLACE.dump_json(tuple(fields))).decode().rstrip("=")


_FIELDS = tuple(Place.model_fields)
_PLACE: TypeAdapter[tuple[object, ...]] = TypeAdapter(tuple[Sort, Instant, int, str, float | None, float, str, int])
LONGEST = 4000
"""Characters of a place, at most."""


def read_place(text: str) -> Place:
    """The place that `written` wrote. Raises `NoPlace`."""
    try:
        if len(text) > LONGEST:
            raise ValueError
        plain = urlsafe_b64decode(text + "=" * (-len(text) % 4))
        found = Place.model_validate(dict(zip(_FIELDS, _PLACE.validate_json(plain), strict=True)))
    except (ValueError, ValidationError):
        raise NoPlace from None
    numbers = (found.newest, 0 if found.moment is None else found.moment)
    if "\0" in found.word + found.ticket or not all(map(math.isfinite, numbers)) or abs(found.rank) > len(_FIELDS):
        raise NoPlace
    return found


class Listed(Value):
    """One ticket of a list, and its place there."""

    standing: Standing
    place: Place


class Page(Value):
    """A part of a list."""

    tickets: tuple[Listed, ...]
    total: int
    """How many tickets the whole list has."""


class Miss(Value):
    """A deadline that passed, and what it was for has not happened yet."""

    ticket: str
    promise: str
    level: str | None = None
    due_at: Instant
