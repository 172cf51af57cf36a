"""What a migration changes of what is to come for a ticket."""

from collections.abc import Iterable, Iterator
from typing import Literal

from domain.terms.terms import LevelName, Terms
from domain.ticket.events import Escalated, Event, PromiseMissed
from domain.ticket.ticket import Ticket
from domain.value import Value
from moving.migration.expected import Expected, step_of

Effect = Literal["same", "later", "earlier", "begins", "ends", "at once"]
Key = tuple[str, LevelName | None, int | None]


class Difference(Value):
    """One thing to come, before and after."""

    before: Expected | None
    """`None` where it begins with the migration."""
    after: Expected | None
    """`None` where it ends with the migration, or comes due at once."""
    effect: Effect
    why: str | None = None
    """Why it ends, or what at once means for it."""


def differences(
    before: Ticket, after: Ticket, were: Iterable[Expected], are: Iterable[Expected], at_once: Iterable[Event]
) -> tuple[Difference, ...]:
    """Everything that is to come before or after, in the order in which the contract has it."""
    events, left = list(at_once), {(one.what, one.level, one.nth): one for one in are}
    found: list[Difference] = []
    for one in were:
        key = (one.what, _name(one.level, before.terms, after.terms), one.nth)
        found.append(_difference(after, one, left.pop(key, None), key, events))
    return (*found, *(Difference(before=None, after=one, effect="begins") for one in left.values()))


def _name(level: LevelName | None, old: Terms, new: Terms) -> LevelName | None:
    return level and (new.renamed(level, old) or level)


def _difference(after: Ticket, one: Expected, other: Expected | None, key: Key, events: list[Event]) -> Difference:
    came = next(iter(_came(key, events)), None)
    if came is not None:
        return Difference(before=one, after=other, effect="at once", why=came)
    if other is None:
        return Difference(before=one, after=None, effect="ends", why=_why_ended(after, key))
    if one.instant == other.instant or one.instant is None or other.instant is None:
        return Difference(before=one, after=other, effect="same")
    return Difference(before=one, after=other, effect="later" if other.instant > one.instant else "earlier")


def _came(key: Key, events: list[Event]) -> Iterator[str]:
    """What came of it at once."""
    what, level, nth = key
    for event in events:
        match event:
            case PromiseMissed(promise=promise, level=of) if (promise, of) == (what, level):
                yield "breached at once" if event.breach else "missed at once, without guarantee"
            case Escalated() if what == "escalation" and level in (event.after, *event.skipped):
                yield "escalated at once"
            case _ if step_of(event) == (what, nth):
                yield "at once"


def _why_ended(after: Ticket, key: Key) -> str:
    what, level, _ = key
    terms = after.terms
    match what:
        case "escalation" if level in terms.level_names and terms.height(level) <= terms.height(after.level):
            return "the ticket has this level there already"
        case "escalation":
            return "not at this priority there" if level in terms.level_names else "no such level there"
        case "reminder" | "step down" | "proposal to close" | "closing":
            return "not due there"
        case _:
            return "not promised there"
