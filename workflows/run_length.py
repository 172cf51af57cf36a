"""How long a run has become, as far as a replay sees it too.

While a decision is awaited the server may count more history than a replay does, so nothing may follow from the length
that a decision finds: it is looked at when something comes from outside, and kept.
"""

from temporalio import workflow


class RunLength:
    """The length of a run's history when it was last looked at."""

    def __init__(self) -> None:
        self._events = 0
        self._suggested_at: int | None = None

    def look(self) -> None:
        """Take in how long the run is now."""
        info = workflow.info()
        self._events = info.get_current_history_length()
        if self._suggested_at is None and info.is_continue_as_new_suggested():
            self._suggested_at = self._events

    def is_long(self, limit: int | None) -> bool:
        """Whether it has so many events, or the server suggests a new run."""
        return self._suggested_at is not None or (limit is not None and self._events >= limit)

    def is_overdue(self, limit: int | None) -> bool:
        """Whether it is twice as long as when that was so."""
        bounds = [2 * bound for bound in (self._suggested_at, limit) if bound is not None]
        return any(self._events >= bound for bound in bounds)
