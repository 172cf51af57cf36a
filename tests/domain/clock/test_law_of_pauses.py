"""Pauses that lie outside working hours, and what an explanation adds up to (semantics 11)."""

from datetime import timedelta

from hypothesis import assume, given
from hypothesis import strategies as st

from domain.showing.explain import explain
from tests.domain.given.brute_force import Fact
from tests.domain.given.driving import facts_of, lived, opened
from tests.domain.given.lives import HORIZON, LAW, Drawn, command_of, lives

CALM = st.sampled_from([("priority", "high"), ("priority", "middle"), ("priority", "low"), ("acknowledge", "")])


@LAW
@given(lives(CALM), st.data())
def test_a_pause_outside_working_hours_changes_nothing(drawn: Drawn, data: st.DataObject) -> None:
    drawn = Drawn(drawn.office, drawn.rules, drawn.opened, drawn.priority, False, drawn.deeds)
    closed = [minute for minute in range(drawn.opened + 1, HORIZON) if _closed(drawn, minute)]
    assume(closed)
    begins = data.draw(st.sampled_from(closed))
    ends = begins
    while ends < HORIZON and not drawn.open_minutes[ends]:
        ends += 1
    ends = data.draw(st.integers(begins, ends))
    busy = any(begins <= minute <= ends for minute, _ in drawn.deeds)
    assume(not busy)
    pause = ((begins, ("wait", "Acme")), (ends, ("party", "Acme")))
    deeds = tuple(sorted((*drawn.deeds, *pause), key=lambda deed: deed[0]))
    paused = Drawn(drawn.office, drawn.rules, drawn.opened, drawn.priority, False, deeds)
    assert _by_clock(paused) == _by_clock(drawn)


def _by_clock(drawn: Drawn) -> list[Fact]:
    """What its clocks stated; the alarm on call rings at the end of any wait, as the ticket runs again then."""
    return [fact for fact in facts_of(drawn, lived(drawn)) if fact[0] != "alarm"]


def _closed(drawn: Drawn, minute: int) -> bool:
    """Whether the office is closed then and was so a minute before, so that nothing is due at this very instant."""
    return not drawn.open_minutes[minute] and not drawn.open_minutes[minute - 1]


@LAW
@given(lives(), st.integers(0, HORIZON))
def test_the_intervals_of_an_explanation_follow_one_another_and_sum_to_the_budget(drawn: Drawn, until: int) -> None:
    story = opened(drawn)
    for minute, deed in drawn.deeds:
        if minute <= until:
            story.when(command_of(deed), drawn.instant(minute))
    now = max(story.now, drawn.instant(until))
    story.time_passes_until(now)
    for one in explain(story.ticket, now).promises:
        counting = [interval.end - interval.start for interval in one.intervals if interval.counts]
        assert sum(counting, timedelta()) == one.budget
        assert one.intervals[0].start == one.begun_at
        assert [interval.end for interval in one.intervals[:-1]] == [interval.start for interval in one.intervals[1:]]
        spent = [
            min(interval.end, now) - interval.start
            for interval in one.intervals
            if interval.counts and interval.start < now
        ]
        assert sum(spent, timedelta()) == one.spent
        if one.deadline is not None:
            assert one.intervals[-1].end == one.deadline
