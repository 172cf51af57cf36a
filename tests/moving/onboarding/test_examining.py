"""What an incident would be as a ticket here, or why it is left out."""

from datetime import timedelta
from typing import Any

import pytest

from moving.onboarding.examining import Arrival, Examiner, LeftOut
from studies.files.incidents import Incident
from tests.studies.simulation.given import incident, rome, terms

MONDAY = "Mon 2 Mar 2026 09:00"


def examined(one: Incident, now: str, **more: Any) -> Arrival | LeftOut:
    return Examiner(terms(), rome(now), source="Old desk", **more).examine(one)


def came(one: Incident, now: str, **more: Any) -> Arrival:
    found = examined(one, now, **more)
    assert isinstance(found, Arrival), found
    return found


def left_out(one: Incident, now: str, **more: Any) -> LeftOut:
    found = examined(one, now, **more)
    assert isinstance(found, LeftOut), found
    return found


def test_a_ticket_comes_with_where_it_stands_what_is_past_and_what_is_next() -> None:
    # P2 on Gold: reaction 2 h, team leader 4 h, support manager 16 h; 9 h a day.
    waits = ("Mon 2 Mar 2026 14:30", "wait_for_third_party", {"party": "Telecom"})
    seen = came(incident(MONDAY, waits), "Tue 3 Mar 2026 12:00").expected
    assert (seen.standing.status, seen.standing.waiting_on, seen.standing.level) == (
        "waiting",
        ("Telecom",),
        "team-leader",
    )
    assert seen.spent_seconds == 5.5 * 3600
    assert [(past.kind, past.what, past.due) for past in seen.past] == [
        ("missed", "reaction BREACHED", rome("Mon 2 Mar 2026 11:00")),
        ("level", "escalation to team-leader", rome("Mon 2 Mar 2026 13:00")),
    ]
    assert seen.standing.next_due is None


def test_time_that_runs_is_spent_up_to_the_import() -> None:
    seen = came(incident(MONDAY, ("Mon 2 Mar 2026 09:30", "acknowledge")), "Mon 2 Mar 2026 12:15").expected
    assert seen.spent_seconds == 3.25 * 3600
    assert (seen.standing.next_is, seen.standing.next_due) == (
        "warning at 90% of escalation to team-leader",
        rome("Mon 2 Mar 2026 12:36"),
    )


def test_silence_that_has_run_is_told_step_by_step() -> None:
    asked = ("Mon 2 Mar 2026 10:00", "wait_for_customer")
    seen = came(incident(MONDAY, asked, priority="P3"), "Thu 12 Mar 2026 12:00").expected
    # 16 working hours from Monday 10:00 end on Tuesday; P4 is the lowest, and 40 hours later closing is proposed.
    assert [(past.kind, past.what, past.due) for past in seen.past] == [
        ("reminder", "reminder 1 to the customer", rome("Mon 2 Mar 2026 14:00")),
        ("reminder", "reminder 2 to the customer", rome("Mon 2 Mar 2026 18:00")),
        ("step down", "P3 lowered to P4, as the customer is silent", rome("Tue 3 Mar 2026 17:00")),
        ("proposal", "proposal to close, as the customer is silent", rome("Mon 9 Mar 2026 12:00")),
    ]


def test_levels_that_were_passed_on_the_way_and_a_level_that_did_not_answer_are_named() -> None:
    climbed = came(incident(MONDAY, ("Mon 2 Mar 2026 09:30", "acknowledge")), "Wed 4 Mar 2026 12:00").expected
    assert climbed.past[0].what == "escalation to support-manager, past team-leader"
    imagen = {"contract": "imagen-ti", "plan": "standard", "theatre": "mexico", "priority": "serious"}
    asked = ("Mon 2 Mar 2026 17:00", "escalate", {"requested_by": "customer"})
    waits = came(incident("Mon 2 Mar 2026 16:30", asked, **imagen), "Mon 2 Mar 2026 18:00").expected
    assert [past.what for past in waits.past] == ["answer of support-manager BREACHED"]


def test_what_the_contract_does_not_allow_is_told_with_the_sentence() -> None:
    step = ("Mon 2 Mar 2026 09:30", "engage_on_call")
    [fact] = came(incident(MONDAY, step), "Mon 2 Mar 2026 10:00").expected.not_taken
    assert (fact.asked, fact.at) == ("engage_on_call", rome("Mon 2 Mar 2026 09:30"))
    assert fact.sentence.startswith("the on-call service does not cover this ticket")


@pytest.mark.parametrize(
    ("steps", "why", "words"),
    [
        ([("resolve", {}), ("close", {})], "closed", "where it was closed"),
        ([("resolve", {}), ("customer_responded", {"accepts_solution": True})], "closed", "the customer accepted"),
        ([("resolve", {})], "over", "was over at 2026-03-06T13:00:00Z, as nobody disagreed with the solution in time"),
    ],
)
def test_what_is_over_is_left_out_with_the_reason(steps: list[tuple[str, Any]], why: str, words: str) -> None:
    timed = [(f"Mon 2 Mar 2026 1{number}:00", *step) for number, step in enumerate(steps)]
    found = left_out(incident(MONDAY, *timed), "Mon 16 Mar 2026 12:00")
    assert found.why == why
    assert words in found.sentence


def test_what_was_closed_is_of_no_concern_however_old_it_is_and_whatever_its_contract_says() -> None:
    closed = incident(MONDAY, ("Mon 2 Mar 2026 10:00", "close"), language="fi")
    assert left_out(closed, "Tue 2 Mar 2038 12:00").why == "closed"


@pytest.mark.parametrize(
    ("one", "now", "words"),
    [
        (incident(MONDAY, language="fi"), "Mon 2 Mar 2026 10:00", "The language 'fi' is not supported"),
        (incident(MONDAY), "Wed 3 Mar 2032 10:00", "is too long ago to open a ticket"),
        (incident(MONDAY, ("Mon 2 Mar 2026 11:00", "acknowledge")), "Mon 2 Mar 2026 10:00", "lies in the future"),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(one: Incident, now: str, words: str) -> None:
    found = left_out(one, now)
    assert found.why == "refused"
    assert words in found.sentence


def test_as_of_an_earlier_instant_what_came_later_is_not_known() -> None:
    one = incident(MONDAY, ("Mon 2 Mar 2026 11:00", "acknowledge"), ("Tue 3 Mar 2026 10:00", "close"))
    assert came(one, "Mon 2 Mar 2026 10:00", as_then=True).history.commands == ()
    assert len(came(one, "Mon 2 Mar 2026 11:00", as_then=True).history.commands) == 1
    early = left_out(one, "Mon 2 Mar 2026 08:00", as_then=True)
    assert (early.why, early.sentence) == ("later", "ticket T-1 was not there yet; it came at 2026-03-02 08:00 UTC")
    received_later = incident(MONDAY, received="Mon 2 Mar 2026 09:30")
    assert left_out(received_later, "Mon 2 Mar 2026 09:10", as_then=True).why == "later"


def test_the_opening_says_who_brings_it_and_the_history_where_it_comes_from() -> None:
    one = incident(MONDAY, received="Mon 2 Mar 2026 09:20")
    found = came(one, "Mon 2 Mar 2026 10:00", by="Giulia")
    assert (found.ticket, found.opening.by, found.opening.at) == ("T-1", "Giulia", rome(MONDAY))
    assert (found.history.source, found.history.received_at) == ("Old desk", rome("Mon 2 Mar 2026 09:20"))


def test_a_history_that_no_ticket_could_carry_is_refused() -> None:
    notes = [("Mon 2 Mar 2026 09:30", "add_note", {"text": "x" * 4000}) for _ in range(130)]
    found = left_out(incident(MONDAY, *notes), "Mon 2 Mar 2026 10:00")
    assert found.why == "refused"
    assert "it can have 500,000: leave notes out" in found.sentence


def test_the_instant_of_the_import_is_the_same_for_all_that_it_brings_in() -> None:
    now = rome(MONDAY) + timedelta(hours=3)
    examiner = Examiner(terms(), now, source="Old desk")
    found = examiner.examine(incident(MONDAY))
    assert isinstance(found, Arrival)
    assert found.expected.spent_seconds == 3 * 3600
