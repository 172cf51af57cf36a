import pytest

from studies.files.drafts import Remark, Rows
from studies.report import nights, tables
from studies.simulation.report import Report, Spread
from studies.simulation.summing import report_of, source_of, spread
from studies.simulation.tally import Tally
from tests.studies.simulation.given import incident, outcome, rome

MONDAY = "Mon 2 Mar 2026 09:00"
UNTIL = "Sat 7 Mar 2026 12:00"
TAKEN = ("Mon 2 Mar 2026 09:30", "acknowledge")
LIVES = (
    incident(MONDAY, TAKEN, ("Mon 2 Mar 2026 10:00", "resolve")),
    incident(MONDAY, ("Mon 2 Mar 2026 10:57", "acknowledge"), ("Mon 2 Mar 2026 16:00", "resolve")),
    incident(MONDAY, ("Mon 2 Mar 2026 14:00", "wait_for_customer")),
    incident("Mon 2 Mar 2026 23:00", ("Tue 3 Mar 2026 09:10", "resolve"), priority="P3"),
)


def tally(*lives: object) -> Tally:
    found = Tally()
    for one in lives or LIVES:
        found.add(outcome(one, UNTIL))  # type: ignore[arg-type]
    return found


def report(found: Tally) -> Report:
    source = source_of("export.csv", "Sundial CSV", "UTC", Rows(7, 2, 1), [Remark(4, "T-9", "no time", lost=True)])
    return report_of(found, source, rome(UNTIL))


def test_promises_are_counted_by_priority_with_their_distances() -> None:
    p2, p3 = report(tally()).promises
    assert (p2.priority, p2.promise, p2.kept, p2.breached, p2.judged) == ("P2", "reaction", 2, 1, 3)
    # 90 and 3 minutes left; 3 hours late when the customer was asked, and later by nothing since.
    assert p2.distance == Spread(median=-180, p90=3 * 3600, worst=3 * 3600)
    assert (p3.priority, p3.kept, p3.breached) == ("P3", 1, 0)


def test_shares_are_counted_in_tenths_of_the_budget_on_both_sides_of_the_deadline() -> None:
    p2, _ = report(tally()).promises
    assert {tenth: many for tenth, many in enumerate(p2.shares) if many} == {2: 1, 9: 1, 20: 1}


def test_what_is_kept_at_the_deadline_lies_before_it_and_what_is_late_by_a_minute_after_it() -> None:
    on_time = incident(MONDAY, ("Mon 2 Mar 2026 11:00", "acknowledge"), ("Mon 2 Mar 2026 11:00", "resolve"))
    late = incident(MONDAY, ("Mon 2 Mar 2026 11:01", "acknowledge"), ("Mon 2 Mar 2026 11:01", "resolve"))
    (row,) = report(tally(on_time, late)).promises
    assert (row.shares[9], row.shares[10], sum(row.shares)) == (1, 1, 2)


@pytest.mark.parametrize(
    ("numbers", "found"),
    [
        ([], None),
        ([5], Spread(median=5, p90=5, worst=5)),
        ([1, 2], Spread(median=1, p90=2, worst=2)),
        ([*range(1, 11)], Spread(median=5, p90=9, worst=10)),
        ([*range(1, 101)], Spread(median=50, p90=90, worst=100)),
    ],
)
def test_the_spread_takes_the_nearest_ranks(numbers: list[int], found: Spread | None) -> None:
    assert spread(numbers) == found


def test_the_tallies_of_two_parts_make_one_of_the_whole() -> None:
    whole, parts = tally(), tally(*LIVES[:2])
    parts.merge(tally(*LIVES[2:]))
    assert report(parts) == report(whole)


def test_the_closest_calls_come_first() -> None:
    early = incident(MONDAY, ("Mon 2 Mar 2026 10:30", "acknowledge"), ("Mon 2 Mar 2026 11:30", "resolve"))
    found = report(tally(*LIVES, early)).nearest
    assert [(near.left // 60, near.budget // 60, near.state) for near in found] == [(3, 120, "kept"), (30, 120, "kept")]


def test_escalations_are_counted_by_level_and_week() -> None:
    (leader,) = report(tally()).escalations
    assert (leader.level, leader.by_clock, leader.asked, dict(leader.weeks)) == ("team-leader", 2, 0, {"2026-03-02": 2})


def test_who_is_woken_at_night_is_said_in_a_sentence_and_news_wakes_nobody() -> None:
    found = report(tally())
    assert nights.answer(found) == "Nobody."
    assert nights.news(found) == (
        "Night is from 22:00 to 06:00 in Europe/Rome. News, which wakes nobody, came at night too: support-team 1."
    )
    assert nights.news(report(tally(*LIVES[:2]))) == "Night is from 22:00 to 06:00 in Europe/Rome."


def test_alarms_at_night_are_told_one_by_one_with_whom_they_wake() -> None:
    # Platinum by phone: an hour to react at P1 and half an hour to notify the priority, around the clock.
    platinum = {"plan": "platinum", "channel": "phone", "language": "en", "priority": "P1"}
    late = incident("Mon 2 Mar 2026 23:30", ("Tue 3 Mar 2026 00:35", "acknowledge"), **platinum)
    found = report(tally(late))
    rows = [(row[0], row[1], row[4]) for row in nights.alarms(found).rows]
    assert rows[0] == ("Mon 02 Mar 2026 23:30 CET", "on-call", "the on-call service has the ticket")
    assert rows[-1] == ("Tue 03 Mar 2026 00:30 CET", "support-team", "reaction breached")
    assert len(rows) == sum(one.night_alarms for one in found.told)
    assert nights.answer(found) == f"support-team {len(rows) - 1} times, in 1 night; on-call once."


def test_the_nights_of_two_parts_are_counted_once() -> None:
    platinum = {"plan": "platinum", "channel": "phone", "language": "en", "priority": "P1"}
    one, other = (incident(at, **platinum) for at in ("Mon 2 Mar 2026 23:30", "Tue 3 Mar 2026 01:00"))
    parts = tally(one)
    parts.merge(tally(other))
    assert report(parts) == report(tally(one, other))
    (team, *_) = [one for one in report(parts).told if one.recipient == "support-team"]
    assert team.nights == 1


def test_the_week_is_drawn_in_signs_with_the_nights_between_bars() -> None:
    head, hours, monday, *rest = nights.week(report(tally()))
    assert "night between the bars" in head
    assert hours.split() == [f"{hour:02}" for hour in range(24)]
    assert monday.count("│") == 4
    assert len(rest) == 6
    assert all(len(line) == len(monday) for line in rest)


def test_the_heat_map_has_each_announcement_to_the_team_once() -> None:
    found = report(tally())
    team = [one for one in found.told if one.recipient != "customer"]
    assert sum(map(sum, found.heat.alarms)) == sum(one.alarms for one in team)
    assert sum(map(sum, found.heat.news)) == sum(one.news for one in team)
    assert sum(map(sum, found.heat.outside)) == sum(one.outside for one in team)
    assert found.heat.news[0][23] == found.heat.outside[0][23] == 1


def test_the_report_comes_back_from_json_as_it_was() -> None:
    found = report(tally())
    assert Report.model_validate_json(found.model_dump_json()) == found


def test_the_summary_accounts_for_every_row() -> None:
    lines = list(tables.summary(report(tally())))
    assert lines[1] == "10 rows: 7 used, 2 without a change, 1 unreadable"
    assert lines[2].startswith("4 tickets simulated (2 closed, 1 waiting, 1 resolved), ")


@pytest.mark.parametrize(
    ("part", "whole", "said"),
    [
        (0, 0, "-"),
        (0, 9, "0%"),
        (1, 2, "50%"),
        (999, 1000, "99.9%"),
        (9999, 10_000, "99.9%"),
        (1, 1000, "0.1%"),
        (5, 5, "100%"),
    ],
)
def test_a_share_is_never_whole_where_something_is_missing(part: int, whole: int, said: str) -> None:
    assert tables.percent(part, whole) == said


def test_a_promise_that_never_happened_so_has_no_column() -> None:
    assert "open" not in tables.promises(report(tally())).columns
    opened = report(tally(incident("Sat 7 Mar 2026 11:30")))
    assert "open" in tables.promises(opened).columns
