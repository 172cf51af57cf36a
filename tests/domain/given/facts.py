"""The facts that the engine states by itself, short to write in a story."""

from datetime import datetime

from domain.ticket.events import Escalated, Promised, PromiseKept, PromiseMissed, WarningGiven


def warned(
    promise: Promised,
    fraction: float,
    at: datetime,
    *,
    deadline: datetime,
    level: str | None = None,
    due_at: datetime | None = None,
    cause: int | None = None,
) -> WarningGiven:
    """A warning, given as it came due unless a change brought it."""
    return WarningGiven(
        occurred_at=at,
        promise=promise,
        level=level,
        fraction=fraction,
        due_at=due_at or at,
        deadline=deadline,
        cause=cause,
    )


def missed(
    promise: Promised,
    at: datetime,
    *,
    level: str | None = None,
    due_at: datetime | None = None,
    breach: bool = True,
    cause: int | None = None,
) -> PromiseMissed:
    """A miss, at its deadline unless a change brought it."""
    return PromiseMissed(occurred_at=at, promise=promise, level=level, breach=breach, due_at=due_at or at, cause=cause)


def kept(promise: Promised, at: datetime, *, level: str | None = None) -> PromiseKept:
    """A promise that was kept."""
    return PromiseKept(occurred_at=at, promise=promise, level=level)


def escalated(
    before: str,
    after: str,
    at: datetime,
    *,
    skipped: tuple[str, ...] = (),
    due_at: datetime | None = None,
    cause: int | None = None,
) -> Escalated:
    """An escalation by the ladder's clock, at its threshold unless a change brought it."""
    return Escalated(occurred_at=at, before=before, after=after, skipped=skipped, due_at=due_at or at, cause=cause)
