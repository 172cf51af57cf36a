"""What came of sending a message: it is out, it may be tried again, or it never will be."""

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True)
class Sent:
    """The other side took it."""

    detail: str = ""


@dataclass(frozen=True)
class TryAgain:
    """It did not go out now and may later, no sooner than `after` where the other side said so."""

    why: str
    after: timedelta | None = None


@dataclass(frozen=True)
class Never:
    """It will not go out this way, however often it is tried. `gone` says that nothing else will either."""

    why: str
    gone: bool = False


Outcome = Sent | TryAgain | Never
"""Their sentences name codes and kinds of faults, never an address: that may hold a secret."""
