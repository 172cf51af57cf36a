"""P2 on Gold: reaction 2 h. P1: reaction 1 h and priority notification 30 min. Days of 9 h from Monday to Saturday."""

from studies.simulation.verdicts import Verdict
from tests.studies.simulation.given import incident, outcome

MONDAY = "Mon 2 Mar 2026 09:00"
HOUR = 3600


def verdicts(*steps: object, until: str = "Fri 6 Mar 2026 12:00", **more: str) -> dict[str, Verdict]:
    found = outcome(incident(MONDAY, *steps, **more), until).verdicts  # type: ignore[arg-type]
    assert len({one.promise for one in found}) == len(found)
    return {one.promise: one for one in found}


def seen(one: Verdict) -> tuple[str, str, float, float, bool]:
    return one.priority, one.state, one.late / HOUR, one.budget / HOUR, one.done


def test_a_promise_that_is_kept_has_time_left() -> None:
    found = verdicts(("Mon 2 Mar 2026 09:30", "acknowledge"))
    assert seen(found["reaction"]) == ("P2", "kept", -1.5, 2, True)
    assert found["reaction"].used == 0.25


def test_a_promise_that_is_kept_at_its_very_deadline_has_none() -> None:
    found = verdicts(("Mon 2 Mar 2026 11:00", "acknowledge"))
    assert seen(found["reaction"]) == ("P2", "kept", 0, 2, True)


def test_a_breached_promise_is_as_late_as_the_working_time_until_it_was_done() -> None:
    # From Monday 11:00 to Tuesday 10:00 there are 8 working hours.
    found = verdicts(("Tue 3 Mar 2026 10:00", "acknowledge"))
    assert seen(found["reaction"]) == ("P2", "breached", 8, 2, True)
    assert found["reaction"].used == 5


def test_waiting_makes_nothing_later() -> None:
    steps = (("Mon 2 Mar 2026 12:00", "wait_for_customer"), ("Tue 3 Mar 2026 09:00", "customer_responded"))
    found = verdicts(*steps, ("Tue 3 Mar 2026 10:00", "acknowledge"))
    assert seen(found["reaction"]) == ("P2", "breached", 2, 2, True)


def test_a_breached_promise_that_is_never_done_grows_later_to_the_end() -> None:
    found = verdicts(until="Mon 2 Mar 2026 15:00")
    assert seen(found["reaction"]) == ("P2", "breached", 4, 2, False)


def test_the_solution_ends_the_lateness_too() -> None:
    found = verdicts(("Mon 2 Mar 2026 14:00", "resolve"))
    assert seen(found["reaction"]) == ("P2", "breached", 3, 2, True)


def test_what_is_neither_kept_nor_missed_in_the_end_is_open_with_its_time_left() -> None:
    found = verdicts(until="Mon 2 Mar 2026 10:15")
    assert seen(found["reaction"]) == ("P2", "open", -0.75, 2, False)


def test_without_a_guarantee_what_is_missed_is_no_breach() -> None:
    found = verdicts(("Mon 2 Mar 2026 12:00", "acknowledge"), contract="imagiclecare-5.0", channel="email")
    assert seen(found["reaction"]) == ("P2", "missed", 1, 2, True)


def test_a_promise_that_only_the_higher_priority_has_is_dropped_with_it() -> None:
    lower = ("Mon 2 Mar 2026 09:15", "change_priority", {"priority": "P3"})
    found = verdicts(lower, ("Mon 2 Mar 2026 09:45", "acknowledge"), priority="P1")
    assert seen(found["priority-notification"]) == ("P1", "dropped", -0.25, 0.5, True)
    assert seen(found["reaction"]) == ("P3", "kept", -3.25, 4, True)


def test_a_breach_is_told_under_the_priority_and_the_budget_that_it_had_then() -> None:
    lower = ("Mon 2 Mar 2026 10:30", "change_priority", {"priority": "P4"})
    found = verdicts(lower, ("Mon 2 Mar 2026 11:30", "acknowledge"), priority="P1")
    assert seen(found["reaction"]) == ("P1", "breached", 1.5, 1, True)
    assert seen(found["priority-notification"]) == ("P1", "breached", 1, 0.5, True)


def test_a_level_that_was_asked_has_a_verdict_of_its_own() -> None:
    # Imagen TI: level 2 answers within 30 minutes, attention within 4 h; Monday 16:00 in Rome is 09:00 in Mexico.
    asked = ("Mon 2 Mar 2026 16:30", "escalate", {"to": "support-manager"})
    answered = ("Mon 2 Mar 2026 16:50", "acknowledge", {"level": "support-manager"})
    mexico = {"contract": "imagen-ti", "plan": "standard", "theatre": "mexico", "priority": "serious"}
    found = outcome(incident("Mon 2 Mar 2026 16:00", asked, answered, **mexico), "Mon 2 Mar 2026 18:00").verdicts
    by_name = {(one.promise, one.level): seen(one)[1:4] for one in found}
    assert by_name["answer", "support-manager"] == ("kept", -1 / 6, 0.5)
    assert by_name["reception", None] == ("kept", -0.5, 0.5)
    assert by_name["attention", None][0] == "kept"


def test_a_report_that_is_received_late_breaks_the_reception_by_as_much() -> None:
    mexico = {"contract": "imagen-ti", "plan": "standard", "theatre": "mexico", "priority": "minor"}
    one = incident("Mon 2 Mar 2026 16:00", received="Mon 2 Mar 2026 17:00", **mexico)
    found = {verdict.promise: seen(verdict) for verdict in outcome(one, "Mon 2 Mar 2026 18:00").verdicts}
    assert found["reception"] == ("minor", "breached", 0.5, 0.5, True)


MEXICO = {"contract": "imagen-ti", "plan": "standard", "theatre": "mexico", "priority": "serious"}


def test_a_level_that_is_asked_again_has_a_verdict_for_each_answer() -> None:
    asked = ("Mon 2 Mar 2026 16:10", "escalate", {"to": "support-manager"})
    again = ("Mon 2 Mar 2026 17:00", "escalate", {"to": "support-manager"})
    answered = ("Mon 2 Mar 2026 17:10", "acknowledge", {"level": "support-manager"})
    one = incident("Mon 2 Mar 2026 16:00", asked, again, answered, **MEXICO)
    lived = outcome(one, "Mon 2 Mar 2026 18:00")
    answers = [seen(found)[1:4] for found in lived.verdicts if found.promise == "answer"]
    # Due at 16:40 and asked for again twenty minutes later; then answered twenty minutes before the end.
    assert answers == [("breached", 1 / 3, 0.5), ("kept", -1 / 3, 0.5)]
    assert [step.level for step in lived.steps] == ["support-manager"]


def test_a_history_is_not_asked_for_the_summary_that_the_contract_wants_of_people() -> None:
    lived = outcome(
        incident("Mon 2 Mar 2026 16:00", ("Mon 2 Mar 2026 17:00", "resolve"), **MEXICO), "Mon 2 Mar 2026 18:00"
    )
    assert (lived.status, lived.refused) == ("resolved", ())
