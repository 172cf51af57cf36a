from datetime import timedelta

from studies.rehearsal.comparing import Difference
from studies.rehearsal.conducting import Outcome
from studies.rehearsal.summary import summary

FLAWLESS = Outcome(
    ticket="T-1",
    events={"TicketOpened": 1, "WarningGiven": 3},
    commands=5,
    refused=1,
    announced=4,
    lived=timedelta(days=365),
)
PARTED = Outcome(
    ticket="T-2",
    events={"TicketOpened": 1},
    commands=2,
    lived=timedelta(days=0.25),
    differences=(
        Difference(ticket="T-2", what="event 1 is another", engine="a", other="b"),
        Difference(ticket="T-2", what="the command 1 is answered otherwise", engine="taken", other="refused: no"),
    ),
)


def test_equal_lives_are_said_to_be_equal() -> None:
    found = summary([FLAWLESS], timedelta(seconds=90))
    assert found.headline == "1 ticket rehearsed; their lives on the engine and in the simulation are equal."
    assert found.lines() == [
        "4 events, 4 announcements, each once",
        "5 commands sent; 1 refused, each as the simulation refuses it",
        "365.0 days of tickets' time in 1.5 minutes",
    ]


def test_a_ticket_that_differs_twice_is_one_ticket_and_two_differences() -> None:
    found = summary([FLAWLESS, PARTED], timedelta(seconds=90))
    assert found.headline == "1 of 2 tickets lived otherwise on the engine than in the simulation."
    assert (found.differing, len(found.differences)) == (1, 2)
    assert dict(found.events) == {"WarningGiven": 3, "TicketOpened": 2}
    assert "7 commands sent; 1 refused" in found.lines()
    assert (found.real_seconds, found.lived_seconds) == (90.0, 365.25 * 86_400)


def test_why_some_were_not_opened_is_told_once_for_all_of_them() -> None:
    gold, bronze = "The plan is missing: choose gold.", "There is no plan bronze: choose gold."
    refused = [Outcome(ticket=f"T-{number}", unopened=gold, refused=1) for number in (3, 4)]
    found = summary([FLAWLESS, Outcome(ticket="T-5", unopened=bronze, refused=1), *refused], timedelta(seconds=7))
    assert found.headline == "4 tickets rehearsed; their lives on the engine and in the simulation are equal."
    assert found.lines()[:2] == [f"2 tickets not opened: {gold}", f"1 ticket not opened: {bronze}"]
    assert found.lines()[-1] == "365.0 days of tickets' time in 7.0 seconds"


def test_much_time_is_told_in_years() -> None:
    assert summary([FLAWLESS] * 5, timedelta(seconds=60)).lines()[-1] == "5.0 years of tickets' time in 1.0 minutes"
