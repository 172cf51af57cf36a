"""What is said of everything that happened: when it was true, and who told it."""

from domain.text import Instant
from domain.value import Value


class Occurrence(Value):
    """Something that happened."""

    occurred_at: Instant
    """When it was true."""


class FromOutside(Occurrence):
    """Something that people and systems did, and a command told."""

    by: str | None = None
    """Who gave the command, where it said."""
    command: str | None = None
    """The id of the command, where it had one."""
    asked_at: Instant | None = None
    """The instant that a signal asked for and could not have."""
