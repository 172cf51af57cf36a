"""Levels that nobody stands behind: they are passed over in telling, not in climbing (semantics 19 and 19a)."""

from collections.abc import Callable, Iterable, Iterator
from itertools import takewhile

from domain.terms.terms import LevelName, Terms
from domain.ticket.events import Escalated, Event

HasContact = Callable[[Terms, LevelName], bool]
"""Whether there is anybody at a level of a ticket under these terms."""


def everybody(terms: Terms, level: LevelName) -> bool:
    """In the place of a directory where there is none: each level has somebody."""
    return True


def passed_over(terms: Terms, level: LevelName, has_contact: HasContact) -> tuple[LevelName, ...]:
    """The levels from this one upwards that have nobody, up to the first that has somebody.

    Another company is told nothing in the place of a level of the vendor's own (semantics 18a).
    """
    can_be_told = (level, *terms.own_levels_above(level))
    return tuple(takewhile(lambda name: not has_contact(terms, name), can_be_told))


def told_for(terms: Terms, recipient: str, has_contact: HasContact) -> str:
    """Who is told in the place of a level without anybody: the next above that has somebody.

    Where no level above has anybody either it stays the level itself, and the delivery says that nobody was there.
    """
    if recipient not in terms.level_names:
        return recipient
    can_be_told = (recipient, *terms.own_levels_above(recipient))
    return next((name for name in can_be_told if has_contact(terms, name)), recipient)


def saying_who_is_missing(terms: Terms, events: Iterable[Event], has_contact: HasContact) -> Iterator[Event]:
    """The same facts; an escalation to levels that have nobody says so."""
    for event in events:
        if isinstance(event, Escalated) and (empty := passed_over(terms, event.after, has_contact)):
            yield event.model_copy(update={"without_contact": empty})
        else:
            yield event
