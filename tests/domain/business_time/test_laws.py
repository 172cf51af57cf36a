"""Random calendars around the changes of every zone's clocks: a second opinion, and laws that always hold."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any

import numpy as np
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from domain.business_time import BeyondKnownYears, CalendarError, NeverOpen
from tests.domain.business_time.given.strategies import Case, budgets, cases, instants_in

some = settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
"""Watching an office minute by minute takes its time."""

ZERO = timedelta(0)


@some
@given(cases(), st.data())
def test_what_elapsed_is_what_somebody_with_a_watch_counted(case: Case, data: st.DataObject) -> None:
    for _ in range(8):
        a, b = sorted([data.draw(instants_in(case.watch)), data.draw(instants_in(case.watch))])

        assert case.calendar.elapsed(a, b) == case.watch.elapsed(a, b)
        assert case.calendar.elapsed(b, a) == -case.watch.elapsed(a, b)
        assert case.calendar.is_open(a) == case.watch.is_open(a)


@some
@given(cases(), st.data())
def test_a_budget_is_due_when_somebody_with_a_watch_says_so(case: Case, data: st.DataObject) -> None:
    for _ in range(8):
        t, budget = data.draw(instants_in(case.watch)), data.draw(budgets)

        if (due := case.watch.add(t, budget)) is not None:
            assert case.calendar.add(t, budget) == due
        if (due := case.watch.subtract(t, budget)) is not None:
            assert case.calendar.add(t, -budget) == due


@some
@given(cases(), st.data())
def test_openings_and_working_days_are_those_that_a_watch_shows(case: Case, data: st.DataObject) -> None:
    for _ in range(8):
        t = data.draw(instants_in(case.watch))

        if (opens := case.watch.next_open(t)) is not None:
            assert case.calendar.next_open(t) == opens
        closes = case.watch.close_of_working_day_after(t)
        if closes is not None and closes < case.watch.end - timedelta(days=1):
            assert case.calendar.working_day_after(t) == closes


@some
@given(cases())
def test_spans_are_the_runs_that_a_watch_shows(case: Case) -> None:
    spans = case.calendar.spans(case.watch.start, case.watch.end)

    seen = [(s.interval.start, s.interval.end, s.open, s.holiday, s.special) for s in spans]
    assert seen == list(case.watch.spans())
    opened = case.calendar.open_intervals(case.watch.start, case.watch.end)
    assert [(o.start, o.end) for o in opened] == [(start, end) for start, end, is_open, *_ in seen if is_open]


@some
@given(cases(), st.data())
def test_the_laws_of_business_time(case: Case, data: st.DataObject) -> None:
    calendar = case.calendar
    a, b, c = (data.draw(instants_in(case.watch)) for _ in "abc")
    budget, more = data.draw(budgets), data.draw(budgets)

    assert calendar.elapsed(a, b) + calendar.elapsed(b, c) == calendar.elapsed(a, c)
    assert abs(calendar.elapsed(a, b)) <= abs(b - a)
    try:
        due, later, sooner = calendar.add(a, budget), calendar.add(a, budget + more), calendar.add(a, -budget)
        in_turn = calendar.add(due, more)
    except (NeverOpen, BeyondKnownYears):
        # It is only refused where less than that is open in what is known.
        assert shortage(case, a, budget + more)
        return
    assert calendar.elapsed(a, due) == budget
    assert calendar.elapsed(sooner, a) == budget
    assert sooner < a < due < later == in_turn
    tick = timedelta.resolution
    assert calendar.elapsed(a, due - tick) == budget - tick
    assert calendar.elapsed(sooner + tick, a) == budget - tick


def shortage(case: Case, t: datetime, wanted: timedelta) -> bool:
    """Whether the calendar's own years hold less than `wanted` on one side of `t`, or it never opens."""
    years = case.calendar.spec.years
    if years is None:
        return case.calendar.spec.week.always_closed
    first, last = datetime(years[0], 1, 2, tzinfo=UTC), datetime(years[1], 12, 31, tzinfo=UTC)
    day_off = timedelta(days=2)
    return min(case.calendar.elapsed(first, t), case.calendar.elapsed(t, last)) < wanted + day_off


@some
@given(cases(), st.data())
def test_an_array_gets_the_answers_that_its_instants_get_one_by_one(case: Case, data: st.DataObject) -> None:
    pairs = data.draw(st.lists(st.tuples(instants_in(case.watch), budgets, st.sampled_from([1, 0, -1])), max_size=12))
    starts = [t for t, _, _ in pairs]
    amounts = [budget * sign for _, budget, sign in pairs]
    try:
        expected = [case.calendar.add(t, amount) for t, amount in zip(starts, amounts, strict=True)]
    except CalendarError as refusal:
        assume(not isinstance(refusal, NeverOpen))
        return

    added = case.calendar.add_many(array(starts), np.array(amounts, "timedelta64[us]"))

    assert added.tolist() == array(expected).tolist()
    elapsed = case.calendar.elapsed_many(array(starts), array(expected))
    assert elapsed.tolist() == [case.calendar.elapsed(a, b) for a, b in zip(starts, expected, strict=True)]


def array(instants: list[datetime]) -> Any:
    """The instants as numpy keeps them."""
    return np.array([t.replace(tzinfo=None) for t in instants], "datetime64[us]")


@some
@given(cases(), st.data())
def test_a_later_start_or_a_longer_budget_is_never_due_sooner(case: Case, data: st.DataObject) -> None:
    starts = sorted(data.draw(st.lists(instants_in(case.watch), min_size=2, max_size=8)))
    amounts = sorted(data.draw(st.lists(budgets, min_size=2, max_size=8)))
    assume(case.watch.add(starts[-1], amounts[-1]) is not None)

    for first, second in pairwise(starts):
        assert case.calendar.add(first, amounts[0]) <= case.calendar.add(second, amounts[0])
    for less, more in pairwise(amounts):
        assert case.calendar.add(starts[0], less) <= case.calendar.add(starts[0], more)
