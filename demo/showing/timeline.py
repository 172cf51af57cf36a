"""A life as a short timeline: what happened, why then, and who was told."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from demo.showing.reasons import reason
from demo.stage.life import Life, Moment
from domain.showing.sentences import office_time, sentence
from domain.ticket.events import Escalated, PromiseKept, PromiseMissed, TicketOpened, WaitEnded, WarningGiven
from domain.ticket.ledger import THIRD_PARTY


@dataclass(frozen=True)
class Row:
    """One line of a timeline."""

    at: datetime
    what: str
    why: tuple[str, ...]
    told: tuple[str, ...]
    alarming: bool = False


def timeline(life: Life) -> list[Row]:
    """The rows of a life. What was kept stands with what kept it; warnings are counted only (`warnings`)."""
    rows: list[Row] = []
    for moment in life.moments():
        event = moment.recorded.event
        if isinstance(event, WarningGiven | WaitEnded):
            continue
        why = reason(moment)
        if isinstance(event, PromiseKept) and rows:
            rows[-1] = replace(rows[-1], why=(*rows[-1].why, why or ""))
            continue
        rows.append(
            Row(
                at=event.occurred_at,
                what=_what(moment),
                why=(why,) if why else (),
                told=life.told(moment.recorded.number),
                alarming=isinstance(event, PromiseMissed),
            )
        )
    return rows


def warnings(life: Life) -> tuple[int, tuple[str, ...]]:
    """How many warnings were given, and to whom."""
    given = [entry.number for entry in life.stream if isinstance(entry.event, WarningGiven)]
    return len(given), _each_once(who for number in given for who in life.told(number))


def _what(moment: Moment) -> str:
    """The event's sentence, without what its surroundings say: the ticket's head, and the row's own instant."""
    event, zone = moment.recorded.event, moment.after.terms.zone
    if isinstance(event, TicketOpened):
        return f"opened: {event.subject}"
    said = sentence(event, zone).replace(f"the {THIRD_PARTY}", "")
    if isinstance(event, Escalated | PromiseMissed) and event.due_at is not None:
        said = said.removesuffix(f" (due {office_time(event.due_at, zone)})")
    return said


def _each_once(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))
