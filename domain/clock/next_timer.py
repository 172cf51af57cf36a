"""The next timer of a ticket: an instant at which something happens by itself, and what."""

from domain.text import Instant
from domain.value import Value


class NextTimer(Value):
    """An instant at which something happens by itself, and what."""

    at: Instant
    label: str
