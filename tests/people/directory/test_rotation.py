from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from people.directory.local_time import Moment, first_reading
from tests.people.directory.given import EUROPE, a_directory, away, names, person, rome, rotation, team


def test_everybody_has_a_week_from_monday_at_nine() -> None:
    directory = a_directory(team({"on-call": rotation("anna", "bo", "carla")}))
    weeks = [names(directory, "on-call", rome(2026, 11, day, 9)) for day in (2, 9, 16, 23)]
    assert weeks == [["Anna"], ["Bo"], ["Carla"], ["Anna"]]
    assert names(directory, "on-call", rome(2026, 11, 9, 8, 59)) == ["Anna"]


def test_the_first_turn_begins_with_the_first_handover_on_or_after_its_date() -> None:
    directory = a_directory(team({"on-call": rotation("anna", "bo", starts="2026-11-03", handover="Fri 17:00")}))
    assert names(directory, "on-call", rome(2026, 11, 6, 16, 59)) == []
    assert names(directory, "on-call", rome(2026, 11, 6, 17)) == ["Anna"]


def test_a_turn_can_last_two_weeks_and_a_person_can_have_more_turns_than_another() -> None:
    directory = a_directory(team({"on-call": rotation("anna", "bo", "anna", weeks=2)}))
    assert [names(directory, "on-call", rome(2026, 11, 2, 9) + timedelta(weeks=n))[0] for n in range(8)] == [
        *("Anna", "Anna", "Bo", "Bo", "Anna", "Anna", "Anna", "Anna"),
    ]


def test_the_handover_stays_at_nine_when_the_clocks_change() -> None:
    directory = a_directory(team({"on-call": rotation("anna", "bo", starts="2026-10-19")}))
    shifts = directory.shifts(*EUROPE, "on-call", rome(2026, 10, 19, 9), rome(2026, 11, 2, 9))
    assert [(one.interval.length, one.told.because) for one in shifts] == [
        (timedelta(days=7, hours=1), "Anna"),
        (timedelta(days=7), "Bo"),
    ]


@pytest.mark.parametrize(
    ("zone", "wall", "utc"),
    [
        ("Europe/Rome", "2026-03-29T02:30", "2026-03-29T01:00"),  # skipped: clocks go from 02:00 to 03:00
        ("Europe/Rome", "2026-10-25T02:30", "2026-10-25T00:30"),  # repeated: the first of the two
        ("Europe/Rome", "2026-10-25T03:00", "2026-10-25T02:00"),
        ("Australia/Lord_Howe", "2026-10-04T02:15", "2026-10-03T15:30"),  # a switch of half an hour
        ("Pacific/Apia", "2011-12-30T09:00", "2011-12-30T10:00"),  # the day that Samoa left out
        ("Africa/Cairo", "2026-04-24T00:00", "2026-04-23T22:00"),  # midnight itself is skipped
        ("America/Havana", "2026-11-01T00:30", "2026-11-01T04:30"),  # midnight is repeated
    ],
)
def test_a_time_on_a_wall_clock_is_the_first_instant_at_which_it_is_read_or_passed(
    zone: str, wall: str, utc: str
) -> None:
    expected = datetime.fromisoformat(utc).replace(tzinfo=UTC)
    assert first_reading(ZoneInfo(zone), datetime.fromisoformat(wall)) == expected


def test_a_handover_in_the_hour_that_is_skipped_happens_where_the_clock_jumps_over_it() -> None:
    directory = a_directory(team({"on-call": rotation("anna", "bo", starts="2026-03-22", handover="Sun 02:30")}))
    assert names(directory, "on-call", datetime(2026, 3, 29, 0, 59, tzinfo=UTC)) == ["Anna"]
    assert names(directory, "on-call", datetime(2026, 3, 29, 1, tzinfo=UTC)) == ["Bo"]


def test_a_handover_in_the_hour_that_is_repeated_happens_once() -> None:
    directory = a_directory(team({"on-call": rotation("anna", "bo", starts="2026-10-18", handover="Sun 02:30")}))
    shifts = directory.shifts(*EUROPE, "on-call", rome(2026, 10, 25), rome(2026, 10, 26))
    assert [(one.interval.start.hour, one.interval.start.minute, one.told.because) for one in shifts] == [
        (22, 0, "Anna"),
        (0, 30, "Bo"),
    ]


def test_a_turn_that_began_at_midnight_goes_on_when_the_clock_goes_back_to_the_day_before() -> None:
    # In Saint John's the clocks of 2010 went back from 00:01 to 23:01.
    calls = rotation("anna", "bo", starts="2010-10-31", handover="Sun 00:00", zone="America/St_Johns")
    directory = a_directory(team({"on-call": calls}))
    midnight = datetime(2010, 11, 7, 2, 30, tzinfo=UTC)
    assert names(directory, "on-call", midnight - timedelta(seconds=1)) == ["Anna"]
    assert names(directory, "on-call", midnight) == ["Bo"]
    assert names(directory, "on-call", midnight + timedelta(minutes=30)) == ["Bo"]


def test_an_override_by_the_one_whose_turn_it_is_changes_nothing() -> None:
    override = away("anna", "2026-11-04", "2026-11-05")
    told = a_directory(team({"on-call": rotation("anna", "bo", overrides=[override])})).who(
        *EUROPE, "on-call", rome(2026, 11, 4, 12)
    )
    assert (told.because, told.on_duty[0].instead_of) == ("Anna", ())


def test_an_override_takes_the_turn_from_its_start_until_its_end() -> None:
    override = away("carla", "2026-11-04 18:00", "2026-11-05")
    directory = a_directory(team({"on-call": rotation("anna", "bo", overrides=[override])}))
    shifts = directory.shifts(*EUROPE, "on-call", rome(2026, 11, 2, 9), rome(2026, 11, 9, 9))
    assert [(one.interval.start, one.told.because, one.told.on_duty[0].how) for one in shifts] == [
        (rome(2026, 11, 2, 9), "Anna", "turn"),
        (rome(2026, 11, 4, 18), "Carla in place of Anna", "override"),
        (rome(2026, 11, 5), "Anna", "turn"),
    ]


def test_an_override_counts_before_the_rotation_begins_and_can_be_given_as_an_instant() -> None:
    override = away("carla", "2026-10-30T18:00Z", "2026-10-31T09:00+01:00")
    directory = a_directory(team({"on-call": rotation("anna", overrides=[override])}))
    assert names(directory, "on-call", datetime(2026, 10, 30, 17, 59, tzinfo=UTC)) == []
    assert names(directory, "on-call", datetime(2026, 10, 30, 18, tzinfo=UTC)) == ["Carla"]
    assert names(directory, "on-call", datetime(2026, 10, 31, 8, tzinfo=UTC)) == []


def test_whoever_has_an_override_and_is_away_has_a_deputy() -> None:
    carla = person("Carla", deputies=[away("dario", "2026-11-04", "2026-11-06")])
    override = away("carla", "2026-11-04 18:00", "2026-11-05")
    directory = a_directory(team({"on-call": rotation("anna", overrides=[override])}), people={"carla": carla})
    told = directory.who(*EUROPE, "on-call", rome(2026, 11, 4, 20))
    assert (told.because, told.on_duty[0].how) == ("Dario in place of Anna in place of Carla", "deputy")


def test_shifts_of_a_level_with_hours_change_when_it_opens_and_closes() -> None:
    hours = {
        "hours": {"zone": "Europe/Rome", "week": {"mon": ["09:00-12:00", "14:00-18:00"]}},
        "out_of_hours": "nobody",
    }
    directory = a_directory(team({"support-team": {"people": ["anna"], **hours}}))
    shifts = directory.shifts(*EUROPE, "support-team", rome(2026, 11, 2), rome(2026, 11, 3))
    assert [(one.interval.start, len(one.told.people)) for one in shifts] == [
        (rome(2026, 11, 2), 0),
        (rome(2026, 11, 2, 9), 1),
        (rome(2026, 11, 2, 12), 0),
        (rome(2026, 11, 2, 14), 1),
        (rome(2026, 11, 2, 18), 0),
    ]


def test_a_span_without_length_has_no_shift() -> None:
    directory = a_directory()
    assert directory.shifts(*EUROPE, "support-team", rome(2026, 11, 2), rome(2026, 11, 2)) == ()


def test_a_moment_with_an_offset_of_its_own_is_the_same_in_every_zone() -> None:
    moment = Moment.parse("2026-12-24T18:00+01:00")
    assert moment.on(ZoneInfo("Asia/Tokyo")) == moment.on(ZoneInfo("America/Lima")) == rome(2026, 12, 24, 18)
