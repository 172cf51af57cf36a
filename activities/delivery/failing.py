"""How an activity of delivery fails: in kinds and sentences of ours, by which the mailbox knows what to do next.

All are benign to Temporal: what came of a letter is recorded and logged by the mailbox's own activities.
"""

from datetime import timedelta

from temporalio.exceptions import ApplicationError, ApplicationErrorCategory

NEVER, TRY_AGAIN, STORE_DOWN, UNWRITABLE = "Never", "TryAgain", "StoreDown", "Unwritable"
"""For good by this way, for now, because the journal cannot be read, by a bug in a text."""
KINDS = (NEVER, TRY_AGAIN, STORE_DOWN, UNWRITABLE)
"""Those whose text is a sentence of ours. A failure of another kind is a bug, and its text may hold anything."""


def for_now(why: str, after: timedelta | None, longest: float) -> ApplicationError:
    """To be tried again, after a pause that the other side asked for.

    More than `longest` seconds is too long to wait here. The mailbox is told, which leaves the way alone for so long.
    """
    if after is not None and (seconds := after.total_seconds()) > longest:
        return _final(TRY_AGAIN, f"{why} and asks to wait for {seconds:.0f} s, which is too long", seconds)
    return ApplicationError(why, type=TRY_AGAIN, next_retry_delay=after, category=ApplicationErrorCategory.BENIGN)


def for_good(why: str) -> ApplicationError:
    """Not by this way."""
    return _final(NEVER, why)


def store_down(fault: Exception) -> ApplicationError:
    """No fault of the way: the journal cannot be read now."""
    return _final(STORE_DOWN, str(fault))


def unwritable(why: str) -> ApplicationError:
    """By no way: there are no words for it."""
    return _final(UNWRITABLE, why)


def _final(kind: str, why: str, *details: float) -> ApplicationError:
    return ApplicationError(why, *details, type=kind, non_retryable=True, category=ApplicationErrorCategory.BENIGN)
