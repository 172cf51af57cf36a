from datetime import UTC, datetime, timedelta

from studies.rehearsal.moving import MARGIN, weeks_ahead
from tests.studies.rehearsal.given import incident

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)


def test_incidents_of_the_past_are_moved_by_whole_weeks_and_keep_their_weekdays() -> None:
    long_ago, later = incident("first", "2016-02-29 01:00"), incident("second", "2016-03-02 09:00")
    by = weeks_ahead([later, long_ago], NOW)
    assert by % timedelta(weeks=1) == timedelta(0)
    first = long_ago.moved(by).arrivals[0]
    assert timedelta(0) <= first - NOW - MARGIN < timedelta(weeks=1)
    assert first.weekday() == long_ago.arrivals[0].weekday()


def test_incidents_that_lie_far_enough_ahead_stay_where_they_are() -> None:
    assert weeks_ahead([incident("later", "2032-11-02 09:00")], NOW) == timedelta(0)


def test_one_that_begins_just_at_the_margin_stays_and_one_a_moment_before_it_is_moved_by_a_week() -> None:
    at_the_margin = incident("at-the-margin", "2026-11-23 13:00")
    assert at_the_margin.arrivals[0] == NOW + MARGIN
    assert weeks_ahead([at_the_margin], NOW) == timedelta(0)
    assert weeks_ahead([at_the_margin], NOW + timedelta.resolution) == timedelta(weeks=1)


def test_what_counts_is_when_an_incident_was_received() -> None:
    received = incident("told-late", "2026-11-22 09:00", received="2026-11-25 09:00")
    assert weeks_ahead([received], NOW) == timedelta(0)
