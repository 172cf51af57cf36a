"""What keeps a promise is said once (semantics 17a), and holds in every life."""

from collections.abc import Sequence
from itertools import accumulate, takewhile
from typing import get_args

from hypothesis import given

from domain.terms.terms import PromiseName
from domain.ticket.events import Event, PriorityChanged, PromiseKept, TicketClosed, TicketMigrated
from domain.ticket.evolve import evolve, replay
from domain.ticket.judging import judgement
from domain.ticket.keeping import BY_RECORDING, keeps
from domain.ticket.recorded import Recorded
from domain.ticket.ticket import Running, Ticket
from tests.domain.given.driving import lived
from tests.domain.given.lives import LAW, Drawn, lives
from tests.people.notices.told import lives as examples


def after_each(stream: Sequence[Recorded]) -> list[Ticket]:
    return [*accumulate(stream[1:], evolve, initial=replay(stream[:1]))]


def left_open(stream: Sequence[Recorded]) -> list[str]:
    """What a fact keeps, and what is open all the same when all is recorded that goes with it."""
    tickets = after_each(stream)
    open_still = []
    for place, recorded in enumerate(stream[1:], start=1):
        kept = [*takewhile(lambda one: isinstance(one.event, PromiseKept), stream[place + 1 :])]
        before, then = tickets[place - 1], tickets[place + len(kept)]
        for promise, level in keeps(before, recorded.event):
            if isinstance(judgement(then, promise, level), Running):
                open_still.append(f"{recorded.event.type} {recorded.number} leaves {promise} of {level} open")
    return open_still


def kept_by_nothing(stream: Sequence[Recorded]) -> list[str]:
    """What is recorded as kept, and by no fact beside it."""
    tickets = after_each(stream)
    return [
        f"{recorded.number} {event.promise} of {event.level}"
        for place, recorded in enumerate(stream)
        if isinstance(event := recorded.event, PromiseKept)
        and not _is_kept(tickets[place - 1], event, [one.event for one in stream[:place]], stream[place + 1 :])
    ]


def _is_kept(before: Ticket, kept: PromiseKept, earlier: Sequence[Event], later: Sequence[Recorded]) -> bool:
    if kept.promise == BY_RECORDING:
        return True
    fact = next(event for event in reversed(earlier) if not isinstance(event, PromiseKept))
    follows = next((one.event for one in later if not isinstance(one.event, PromiseKept)), None)
    beside = [fact, follows] if isinstance(follows, TicketClosed) else [fact]
    if any((kept.promise, kept.level) in keeps(before, one) for one in beside):
        return True
    # What began with a change can have been kept by what had happened already (11b).
    begun = judgement(before, kept.promise, kept.level) == Running(begun_at=kept.occurred_at)
    return begun and isinstance(fact, PriorityChanged | TicketMigrated)


@LAW
@given(lives())
def test_no_fact_leaves_open_what_it_keeps_and_nothing_else_is_kept(drawn: Drawn) -> None:
    stream = lived(drawn).stream
    assert left_open(stream) == []
    assert kept_by_nothing(stream) == []


def test_so_it_is_in_lives_under_the_published_contracts() -> None:
    kept: set[str] = set()
    for one in examples():
        assert left_open(one.life.stream) == []
        assert kept_by_nothing(one.life.stream) == []
        kept |= {recorded.event.promise for recorded in one.life.stream if isinstance(recorded.event, PromiseKept)}
    assert kept == {*get_args(PromiseName), "answer"}
