"""Whatever happens to a ticket, moving it to equal terms changes nothing, and no time is lost or counted twice."""

from dataclasses import replace
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from domain.clock.timers import escalation_timer
from domain.deciding.turns import take
from domain.terms.request import Request
from domain.terms.terms import Step, Terms
from domain.ticket.commands import Migrate, OpenTicket
from domain.ticket.ticket import Closed
from tests.domain.given.driving import facts_of, lived
from tests.domain.given.lives import (
    HORIZON,
    LAW,
    LEVELS,
    Drawn,
    Office,
    command_of,
    lives,
    offices,
    open_minutes,
    terms_of,
)
from tests.domain.given.story import Story

MINUTES = st.integers(0, HORIZON - 1)
PAUSES = st.sampled_from([("wait", "customer"), ("wait", "Acme"), ("wait", "Bell"), ("respond", ""), ("party", "")])


class Moved(Story):
    """A story whose ticket can be moved."""

    def is_moved(self, terms: Terms, minute: int, drawn: Drawn) -> None:
        """At a minute, after all that happened before it."""
        now = drawn.instant(minute)
        self.time_passes_until(now)
        command = Migrate(contract=terms.contract)
        self._fold(take(self.ticket, command, now, awaited=True, terms_at=lambda _request, _at: terms), now)


def lived_with_moves(drawn: Drawn, moves: dict[int, Terms]) -> Moved:
    """The same life, but that the ticket is moved at some minutes, before what else happens then."""
    request = Request(contract="drawn", priority=drawn.priority, channel="phone" if drawn.phoned else "web")
    opening = OpenTicket(ticket="T-1", customer="Ada", subject="Help", request=request)
    story, left = Moved(opening, terms_of(drawn), drawn.instant(drawn.opened)), dict(sorted(moves.items()))
    for minute, deed in (*drawn.deeds, (HORIZON, None)):
        for at in [one for one in left if one <= minute]:
            story.is_moved(left.pop(at), at, drawn)
        if deed is not None:
            story.when(command_of(deed), drawn.instant(minute))
    story.time_passes_until(drawn.instant(HORIZON))
    return story


@LAW
@given(lives(), st.sets(MINUTES, min_size=1, max_size=3))
def test_a_migration_to_equal_terms_changes_nothing_that_comes(drawn: Drawn, minutes: set[int]) -> None:
    terms = terms_of(drawn)
    names = (f"drawn-{number}" for number in (2, 3, 2))
    moves = {
        minute: terms.model_copy(update={"contract": name})
        for minute, name in zip(sorted(minutes), names, strict=False)
        if minute > drawn.opened
    }
    plain, moved = lived(drawn), lived_with_moves(drawn, moves)
    assert facts_of(drawn, moved) == facts_of(drawn, plain)
    assert (moved.ticket.promises.keys(), moved.ticket.level, moved.ticket.priority, moved.ticket.ledger) == (
        plain.ticket.promises.keys(),
        plain.ticket.level,
        plain.ticket.priority,
        plain.ticket.ledger,
    )
    assert moved.next_timer == plain.next_timer


@LAW
@given(lives(PAUSES, closes=False), offices(), MINUTES)
def test_what_is_counted_is_what_was_counted_before_and_after(drawn: Drawn, elsewhere: Office, minute: int) -> None:
    other = replace(elsewhere, start=drawn.office.start)
    at = max(minute, drawn.opened + 1)
    terms = terms_of(drawn)
    there = {**terms.calendars, "office": other.spec()}
    story = lived_with_moves(drawn, {at: terms.model_copy(update={"contract": "there", "calendars": there})})
    assert not isinstance(story.ticket.status, Closed)
    timer = escalation_timer(story.ticket, Step(level=LEVELS[-1], after=timedelta(days=300)))
    assert timer.spent(story.ticket, drawn.instant(HORIZON)) == timedelta(
        minutes=sum(
            (open_minutes(drawn.office) if now < at else open_minutes(other))[now]
            for period in story.ticket.ledger.periods()
            if not period.paused_for
            for now in range(drawn.minute(period.start), drawn.minute(period.end or drawn.instant(HORIZON)))
        )
    )
