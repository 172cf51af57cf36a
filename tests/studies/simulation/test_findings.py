from studies.report.page import findings
from studies.simulation.report import Report
from tests.studies.simulation.given import incident, lived
from tests.studies.simulation.test_report import LIVES, UNTIL, report, tally

MONDAY = "Mon 2 Mar 2026 09:00"


def found(*lives: object) -> Report:
    return report(tally(*lives))


def test_the_promises_are_told_with_the_one_that_fares_worst() -> None:
    assert findings.promises(found()) == "75% of 4 were, fewest of P2 reaction: 67%"
    assert findings.promises(found(*LIVES[:2])) == "All 2 were"
    assert findings.promises(found(incident("Sat 7 Mar 2026 11:30"))) == "No promise has been judged yet"


def test_escalations_are_told_with_the_week_that_has_most() -> None:
    assert findings.escalations(found()) == "2 escalations, most in the week of 2 March 2026: 2"


def test_waiting_is_told_with_whom_most_of_it_was_for() -> None:
    # From Monday 14:00 to Saturday noon: four hours, four days of nine hours, and three.
    assert findings.paused(found()) == "43 h of working time did not count, 100% of it on the customer"


def test_the_closest_call_is_told_with_what_was_left() -> None:
    assert findings.nearest(found()) == "T-1 had 0:03 h left of 2:00 h for its reaction"
    open_ = found(incident("Sat 7 Mar 2026 10:30"))
    assert findings.nearest(open_) == "T-1 has 0:30 h left of 2:00 h for its reaction"


def test_a_life_is_told_by_what_was_late_and_how_high_it_climbed() -> None:
    assert findings.life(lived(LIVES[0], UNTIL)) == "no promise late, never escalated"
    assert findings.life(lived(LIVES[2], UNTIL)) == "reaction late, up to team-leader in 1 step"
    assert findings.life(lived(incident(MONDAY), UNTIL)) == "reaction late, up to co-ceo-cto in 3 steps"


def test_rows_are_told_with_those_that_could_not_be_read() -> None:
    assert findings.rows(found()) == "All 10 are accounted for; 1 could not be read"
