"""Where the time went, and why: [a, b) cut into open and closed spans."""

from datetime import datetime
from itertools import pairwise
from zoneinfo import ZoneInfo

from domain.business_time import Calendar, CalendarSpec, Span, calendar_for
from tests.domain.business_time.given.offices import at, christmas, office


def lines(calendar: Calendar, a: datetime, b: datetime) -> list[tuple[str, str, str]]:
    """Each span as from, to and what, as the office's clock reads them."""
    return [(read(s.interval.start), read(s.interval.end), what(s)) for s in calendar.spans(a, b)]


def read(t: datetime) -> str:
    """What Rome's clock reads."""
    return t.astimezone(ZoneInfo("Europe/Rome")).strftime("%a %d %H:%M")


def what(span: Span) -> str:
    """`open`, or why it is closed."""
    return "open" if span.open else span.special or span.holiday or "closed"


def test_a_plain_weekend_is_one_closed_span() -> None:
    assert lines(office(), at("2024-05-10 12:00"), at("2024-05-13 10:00")) == [
        ("Fri 10 12:00", "Fri 10 18:00", "open"),
        ("Fri 10 18:00", "Mon 13 09:00", "closed"),
        ("Mon 13 09:00", "Mon 13 10:00", "open"),
    ]


def test_christmas_is_cut_at_the_midnights_where_the_reason_changes() -> None:
    calendar = christmas(dates={"2024-12-24": {"name": "Vigilia", "hours": ["09:00-12:00"]}})

    assert lines(calendar, at("2024-12-23 12:00"), at("2024-12-30 10:00")) == [
        ("Mon 23 12:00", "Mon 23 18:00", "open"),
        ("Mon 23 18:00", "Tue 24 00:00", "closed"),
        ("Tue 24 00:00", "Tue 24 09:00", "Vigilia"),
        ("Tue 24 09:00", "Tue 24 12:00", "open"),
        ("Tue 24 12:00", "Wed 25 00:00", "Vigilia"),
        ("Wed 25 00:00", "Thu 26 00:00", "Natale"),
        ("Thu 26 00:00", "Fri 27 00:00", "Santo Stefano"),
        ("Fri 27 00:00", "Fri 27 09:00", "closed"),
        ("Fri 27 09:00", "Fri 27 18:00", "open"),
        ("Fri 27 18:00", "Mon 30 09:00", "closed"),
        ("Mon 30 09:00", "Mon 30 10:00", "open"),
    ]


def test_a_special_date_hides_the_holiday_that_it_overrides() -> None:
    calendar = christmas(dates={"2024-12-25": {"name": "Inventario", "hours": ["10:00-11:00"]}})

    spans = list(calendar.spans(at("2024-12-25 00:00"), at("2024-12-26 12:00")))

    assert [(span.open, span.holiday, span.special) for span in spans] == [
        (False, None, "Inventario"),
        (True, None, None),
        (False, None, "Inventario"),
        (False, "Santo Stefano", None),
    ]


def test_around_the_clock_is_one_open_span() -> None:
    always = calendar_for(CalendarSpec.always("Asia/Dubai"))

    assert [span.open for span in always.spans(at("2020-01-01 00:00"), at("2030-01-01 00:00"))] == [True]


def test_no_time_has_no_spans() -> None:
    assert list(office().spans(at("2024-05-10 12:00"), at("2024-05-10 12:00"))) == []


def test_spans_leave_no_gap_and_their_open_time_is_what_elapsed() -> None:
    calendar = christmas()
    a, b = at("2024-12-01 10:30"), at("2025-01-20 11:45")

    spans = list(calendar.spans(a, b))

    assert [spans[0].interval.start, spans[-1].interval.end] == [a, b]
    assert all(first.interval.end == second.interval.start for first, second in pairwise(spans))
    open_time = [span.interval.length for span in spans if span.open]
    assert sum(open_time[1:], open_time[0]) == calendar.elapsed(a, b)
