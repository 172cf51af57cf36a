"""Where a ticket stands, in a few lines."""

from collections.abc import Iterator, Sequence

from domain.showing.sentences import duration
from domain.showing.snapshot import PromiseSeen, Snapshot
from domain.showing.standing import Standing
from domain.ticket.events import PromiseMissed
from domain.ticket.recorded import Recorded
from doors.cli.rendering import INSTANT, LATE, SOON, Cell, Column, clock, show_table, styled


def standing_lines(snapshot: Snapshot) -> Iterator[str]:
    """The ticket at a glance: two lines, the second one what comes next."""
    yield f"{snapshot.standing.ticket}: {status_of(snapshot.standing)}"
    yield next_of(snapshot)


def status_of(standing: Standing) -> str:
    """Priority, level, status, owner, and whether a promise stands missed."""
    waits = f" on {' and '.join(standing.waiting_on)}" if standing.waiting_on else ""
    owner = f", assigned to {standing.owner}" if standing.owner else ""
    return ", ".join(
        [f"{standing.priority} at {standing.level}", f"{standing.status}{waits}{owner}", *missed_of(standing)]
    )


def missed_of(standing: Standing) -> list[str]:
    """That a promise stands missed, and whether that is a breach."""
    return [verdict(breach=standing.guaranteed)[0]] if standing.breached else []


def next_of(snapshot: Snapshot) -> str:
    """What happens to the ticket by itself, and when."""
    standing = snapshot.standing
    if standing.next_due is None:
        return "nothing comes due by itself"
    return f"next: {standing.next_is}, {clock(standing.next_due, snapshot.zone)}"


def show_promises(snapshot: Snapshot, events: Sequence[Recorded] = ()) -> None:
    """A table of every promise, judged or still running; which misses are breaches, its events tell."""
    breaches = {
        (one.event.promise, one.event.level): one.event.breach for one in events if isinstance(one.event, PromiseMissed)
    }
    rows = [
        (
            _name(promise),
            _state(promise, breaches.get((promise.promise, promise.level), snapshot.standing.guaranteed)),
            clock(promise.due, snapshot.zone),
            _budget(promise),
        )
        for promise in snapshot.promises
    ]
    show_table("Promises", ("promise", "state", Column("due, or judged", least=INSTANT), "working time"), rows)


def _state(promise: PromiseSeen, breach: bool) -> Cell:
    if promise.state != "missed":
        return promise.state
    return styled(verdict(breach=breach))


def verdict(*, breach: bool) -> tuple[str, str]:
    """What a miss is called, and its style."""
    return ("BREACHED", LATE) if breach else ("missed (no guarantee)", SOON)


def _name(promise: PromiseSeen) -> str:
    match promise.promise:
        case "escalation":
            return f"escalation to {promise.level}"
        case "answer":
            return f"answer of {promise.level}"
        case name:
            return name


def _budget(promise: PromiseSeen) -> str:
    return duration(promise.budget) if promise.budget is not None else ""
