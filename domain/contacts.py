"""Levels that nobody stands behind: they are passed over in telling, not in climbing (semantics 19 and 19a)."""

from collections.abc import Callable, Iterable, Iterator

from domain.events import Escalated, Event
from domain.terms import LevelName, Terms

HasContact = Callable[[Terms, LevelName], bool]
"""Whether there is anybody at a level of a ticket under these terms."""


def everybody(terms: Terms, level: LevelName) -> bool:
    """In the place of a directory where there is none: each level has somebody."""
    return True


def passed_over(terms: Terms, level: LevelName, has_contact: HasContact) -> tuple[LevelName, ...]:
    """The levels from this one upwards that have nobody, up to the first that has somebody."""
    empty: list[LevelName] = []
    for name in terms.level_names[terms.height(level) :]:
        if has_contact(terms, name):
            break
        empty.append(name)
    return tuple(empty)


def told_for(terms: Terms, recipient: str, has_contact: HasContact) -> str:
    """Who is told in the place of a level without anybody: the next above that has somebody.

    Where no level above has anybody either it stays the level itself, and the delivery says that nobody was there.
    """
    if recipient not in terms.level_names:
        return recipient
    above = terms.level_names[terms.height(recipient) + len(passed_over(terms, recipient, has_contact)) :]
    return above[0] if above else recipient


def saying_who_is_missing(terms: Terms, events: Iterable[Event], has_contact: HasContact) -> Iterator[Event]:
    """The same facts; an escalation to levels that have nobody says so."""
    for event in events:
        if isinstance(event, Escalated) and (empty := passed_over(terms, event.after, has_contact)):
            yield event.model_copy(update={"without_contact": empty})
        else:
            yield event
