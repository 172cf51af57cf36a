"""What differs between a ticket that was imported and what its file says now."""

from datetime import datetime
from typing import Any

import pytest

from domain.deciding.importing import import_turn
from domain.deciding.turns import take_turn
from domain.ticket.commands import AddNote
from domain.ticket.recorded import Recorded
from moving.onboarding.differing import differences, was_imported
from moving.onboarding.examining import Arrival, Examiner
from studies.files.incidents import Incident
from tests.studies.simulation.given import incident, rome, terms

MONDAY = "Mon 2 Mar 2026 09:00"
IMPORTED, AGAIN = rome("Mon 2 Mar 2026 12:00"), rome("Mon 2 Mar 2026 17:00")
TAKEN = ("Mon 2 Mar 2026 09:30", "acknowledge", {"by": "Ann"})
ASKED = ("Mon 2 Mar 2026 10:00", "wait_for_customer", {"question": "Which floor?"})
LATER = ("Mon 2 Mar 2026 15:00", "customer_responded")


def arrival(one: Incident, now: datetime = AGAIN) -> Arrival:
    lines = tuple(range(2, len(one.commands) + 3))
    found = Examiner(terms(), now, source="Old desk").examine(one, lines)
    assert isinstance(found, Arrival), found
    return found


def stream(one: Incident) -> list[Recorded]:
    """The ticket as its import left it, with a note that was made here since."""
    first = arrival(one, IMPORTED)
    turn = import_turn(first.opening, first.history, lambda at: terms()(one.request, at), IMPORTED)
    noted = take_turn(
        turn.steps[-1].ticket, AddNote(text="Called back", id="n"), rome("Mon 2 Mar 2026 13:00"), awaited=True
    )
    return [step.recorded for step in (*turn.steps, *noted.steps)]


def told(here: Incident, now: Incident) -> list[tuple[int | None, str]]:
    return [(one.line, one.says) for one in differences(arrival(now), stream(here), AGAIN)]


def test_the_same_file_again_differs_in_nothing_whatever_happened_here_since() -> None:
    for steps in ([], [TAKEN], [TAKEN, ASKED], [TAKEN, ("Mon 2 Mar 2026 11:00", "resolve", {"summary": "A cable"})]):
        one = incident(MONDAY, *steps, received="Mon 2 Mar 2026 09:05")
        assert was_imported(stream(one))
        assert told(one, one) == []


def test_a_row_that_was_lost_and_is_there_now_is_told_with_its_line() -> None:
    assert told(incident(MONDAY, TAKEN), incident(MONDAY, TAKEN, ASKED)) == [
        (
            4,
            "the file says: waiting on the customer: Which floor?, Mon 02 Mar 2026 10:00 CET; "
            "the ticket here has nothing of it",
        )
    ]


def test_what_the_file_says_no_more_is_told_too() -> None:
    assert told(incident(MONDAY, TAKEN, ASKED), incident(MONDAY, TAKEN)) == [
        (
            2,
            "the ticket here has: waiting on the customer: Which floor?, Mon 02 Mar 2026 10:00 CET; "
            "the file says nothing of it",
        )
    ]


def test_what_happened_there_since_the_import_is_told() -> None:
    [(line, says)] = told(incident(MONDAY, TAKEN, ASKED), incident(MONDAY, TAKEN, ASKED, LATER))
    assert (line, says.split(",")[0]) == (5, "the file says: the customer responded")


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"priority": "P1"}, "the file says: priority is 'P1'; the ticket here is 'P2'"),
        ({"channel": "phone"}, "the file says: channel is 'phone'; the ticket here is 'web'"),
        ({"language": "it"}, "the file says: language is 'it'; the ticket here is not said"),
    ],
)
def test_an_opening_that_says_something_else_is_told(changed: dict[str, Any], says: str) -> None:
    assert told(incident(MONDAY, TAKEN), incident(MONDAY, TAKEN, **changed)) == [(2, says)]


def test_another_instant_is_two_facts_and_another_reception_is_one_too() -> None:
    moved = incident(MONDAY, ("Mon 2 Mar 2026 09:40", "acknowledge", {"by": "Ann"}))
    assert [says.split(":")[0] for _, says in told(incident(MONDAY, TAKEN), moved)] == [
        "the file says",
        "the ticket here has",
    ]
    opened = told(incident(MONDAY, TAKEN), incident("Mon 2 Mar 2026 09:10", TAKEN))
    assert opened[0] == (
        2,
        "the file says: it was opened Mon 02 Mar 2026 09:10 CET; the ticket here was opened Mon 02 Mar 2026 09:00 CET",
    )


def test_many_differences_are_counted() -> None:
    notes = [(f"Mon 2 Mar 2026 11:{minute}", "add_note", {"text": "?"}) for minute in range(10, 30)]
    found = told(incident(MONDAY), incident(MONDAY, *notes))
    assert len(found) == 6
    assert found[-1] == (None, "15 more differences")
