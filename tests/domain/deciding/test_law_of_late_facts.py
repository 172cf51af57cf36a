"""A fact that is learned late leads where it would have led in time (semantics 9a, 23a)."""

from dataclasses import replace
from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from domain.ticket.events import MissWithdrawn, PromiseMissed, WarningGiven
from domain.ticket.ticket import Judgement, Kept, Missed, Ticket
from tests.domain.given.brute_commands import Deed
from tests.domain.given.driving import lived, opened
from tests.domain.given.lives import HORIZON, LAW, PRIORITIES, Drawn, command_of, lives
from tests.domain.given.story import Story

OF_THE_CLOCK: st.SearchStrategy[Deed] = st.sampled_from(
    [
        *[("wait", "customer"), ("respond", ""), ("stop", "")],
        *[("wait", "Acme"), ("wait", "Bell"), ("party", "Acme"), ("party", "")],
        *[("priority", priority) for priority in PRIORITIES],
        *[("acknowledge", ""), ("confirm", ""), ("phone", ""), ("note", ""), ("resolve", ""), ("reopen", "")],
    ]
)
"""Under terms that neither close nor lower by themselves, so that nothing of the engine bars an earlier fact."""
OF_THE_LEVELS: st.SearchStrategy[Deed] = st.sampled_from(
    [
        *[("escalate", "customer"), ("escalate", "customer"), ("escalate", "manager"), ("escalate", "manager")],
        *[("acknowledge", "manager"), ("acknowledge", "maker"), ("wait", "customer"), ("respond", "")],
        *[("wait", "Acme"), ("party", ""), ("resolve", ""), ("reopen", "")],
    ]
)
DELAYS = st.lists(st.integers(0, HORIZON), min_size=12, max_size=12)


def learned_late(drawn: Drawn, delays: list[int]) -> Story:
    """The same facts in the same order, each learned some minutes after it was true; time passes meanwhile."""
    story, now = opened(drawn), drawn.instant(drawn.opened)
    for (minute, deed), delay in zip(drawn.deeds, delays, strict=False):
        at = drawn.instant(minute)
        now = max(now, at + timedelta(minutes=delay))
        story.when(command_of(deed).model_copy(update={"at": at}), now)
        assert story.refusal is None or "last fact" not in story.refusal
    return story.time_passes_until(max(now, drawn.instant(HORIZON)))


def judged(ticket: Ticket) -> dict[str, tuple[str, datetime | None]]:
    """Each promise that is judged, and when it was kept."""
    return {name: _judgement(one) for name, one in ticket.promises.items()}


def _judgement(one: Judgement) -> tuple[str, datetime | None]:
    match one:
        case Kept():
            return "kept", one.at
        case Missed():
            return "missed", None
        case _:
            return "running", one.begun_at


@LAW
@given(lives(OF_THE_CLOCK, closes=False), DELAYS)
def test_a_late_life_ends_with_the_same_ledger_and_the_same_judgements(drawn: Drawn, delays: list[int]) -> None:
    late = learned_late(drawn, delays)
    in_time = lived(drawn).time_passes_until(late.now)
    assert late.ticket.ledger == in_time.ticket.ledger
    assert late.ticket.terms_periods == in_time.ticket.terms_periods
    assert judged(late.ticket) == judged(in_time.ticket)


@LAW
@given(lives(OF_THE_LEVELS, closes=False), DELAYS)
def test_a_level_is_judged_for_its_answer_alike_whenever_that_is_learned(drawn: Drawn, delays: list[int]) -> None:
    drawn = replace(drawn, rules=replace(drawn.rules, ladder={priority: () for priority in PRIORITIES}))
    late = learned_late(drawn, delays)
    in_time = lived(drawn).time_passes_until(late.now)
    assert {level: _judgement(one.judgement) for level, one in late.ticket.answers.items()} == {
        level: _judgement(one.judgement) for level, one in in_time.ticket.answers.items()
    }
    assert late.ticket.level == in_time.ticket.level


@LAW
@given(lives(OF_THE_CLOCK, closes=False), DELAYS)
def test_a_late_life_is_never_at_a_lower_level_and_is_warned_of_no_level_twice(drawn: Drawn, delays: list[int]) -> None:
    late = learned_late(drawn, delays)
    in_time = lived(drawn).time_passes_until(late.now)
    height = late.ticket.terms.height
    assert height(late.ticket.level) >= height(in_time.ticket.level)
    told = [(one.level, one.fraction) for one in late.all(WarningGiven) if one.promise == "escalation"]
    assert len(told) == len(set(told))


@LAW
@given(lives(OF_THE_CLOCK, closes=False), DELAYS)
def test_every_withdrawal_names_a_miss_of_that_promise_that_stood(drawn: Drawn, delays: list[int]) -> None:
    stream = learned_late(drawn, delays).stream
    standing: dict[str, int] = {}
    for one in stream:
        if isinstance(one.event, PromiseMissed):
            assert one.event.promise not in standing
            standing[one.event.promise] = one.number
        if isinstance(one.event, MissWithdrawn):
            assert standing.pop(one.event.promise) == one.event.missed
