from pathlib import Path

from studies.report import compared as tables
from studies.simulation.comparing import effect_of, fate
from studies.simulation.rebinding import Against, translated
from studies.simulation.study import Findings, conduct, study
from tests.studies.simulation.given import incident, json_line, library, outcome, reader

MONDAY = "Mon 2 Mar 2026 09:00"
UNTIL = "Fri 6 Mar 2026 12:00"


def test_priorities_are_translated_by_name_and_else_by_rank() -> None:
    four, imagen = library()["imagiclecare-4.1"], library()["imagen-ti"]
    assert translated("P2", four, library()["imagiclecare-5.0"]) == "P2"
    assert [translated(name, four, imagen) for name in ("P1", "P2", "P3", "P4")] == [
        "critical",
        "serious",
        "minor",
        "minor",
    ]
    assert translated("minor", imagen, four) == "P3"
    assert translated("urgent", four, imagen) == "urgent"


def test_a_rebound_incident_keeps_what_the_other_contract_knows_and_translates_the_rest() -> None:
    raised = ("Mon 2 Mar 2026 10:00", "change_priority", {"priority": "P1"})
    rebound = Against("imagen-ti").rebound(incident(MONDAY, raised), library())
    assert (rebound.request.contract, rebound.request.plan, rebound.request.theatre) == ("imagen-ti", None, None)
    assert rebound.request.priority == "serious"
    assert rebound.commands[0].model_dump()["priority"] == "critical"
    kept = Against("imagiclecare-5.0", plan="platinum").rebound(incident(MONDAY, raised), library())
    assert (kept.request.plan, kept.request.theatre, kept.request.priority) == ("platinum", "europe", "P2")


def test_fewer_broken_promises_are_better_then_fewer_levels_and_else_it_is_otherwise_or_the_same() -> None:
    # The reaction is breached on Monday at 11:00, team leader at 13:00, support manager on Tuesday at 16:00.
    quick, slow, slower = (
        fate(outcome(incident(MONDAY, (at, "resolve")), UNTIL))
        for at in ("Mon 2 Mar 2026 10:30", "Mon 2 Mar 2026 12:30", "Tue 3 Mar 2026 12:30")
    )
    assert (quick.broken, quick.height, slow.broken, slow.height) == ((), 0, ("reaction",), 0)
    assert (slower.broken, slower.level, slower.height) == (("reaction",), "team-leader", 1)
    assert effect_of(quick, slow) == "worse"
    assert effect_of(slower, slow) == "better"
    assert effect_of(slow, slow) == "same"
    assert effect_of(slow, slow.model_copy(update={"alarms": 99})) == "otherwise"


def compared(file: Path, against: Against, *lines: str) -> Findings:
    asked = study(file, reader(file, "".join(lines)), "Europe/Rome", against=against)
    return conduct(asked)


def test_gold_against_basic_tells_ticket_by_ticket_and_in_sum_what_changes(tmp_path: Path) -> None:
    # On Basic the reaction has 2 working days in place of 2 hours, and the team leader comes after 3 days, not 4 hours.
    slow = [{"type": "acknowledge", "at": "2026-03-02 14:00"}, {"type": "resolve", "at": "2026-03-02 15:00"}]
    quick = [{"type": "resolve", "at": "2026-03-02 09:30"}]
    lines = json_line(commands=slow), json_line(ticket="T-2", commands=quick)
    found = compared(tmp_path / "two.jsonl", Against("imagiclecare-4.1", plan="basic"), *lines)
    assert found.comparison is not None
    assert found.comparison.effects == {"better": 1, "worse": 0, "otherwise": 0, "same": 1}
    assert found.comparison.by_priority == {"P2": {"better": 1, "worse": 0, "otherwise": 0, "same": 1}}
    (change,) = found.comparison.changes
    assert (change.incident, change.effect) == ("T-1", "better")
    assert (change.before.broken, change.before.level) == (("reaction",), "team-leader")
    assert (change.after.broken, change.after.level, change.after.alarms) == ((), "support-team", 0)
    assert [row.kept for row in found.comparison.before.promises] == [1]
    assert [row.kept for row in found.comparison.after.promises] == [2]


def test_an_incident_that_the_other_policy_refuses_cannot_be_compared(tmp_path: Path) -> None:
    found = compared(
        tmp_path / "one.jsonl", Against("imagen-ti"), json_line(language="it"), json_line(ticket="T-2", channel="chat")
    )
    assert found.comparison is not None
    assert (found.comparison.not_comparable, sum(found.comparison.effects.values())) == (1, 1)
    assert [one.incident for one in found.comparison.after.unopened] == ["T-2"]


def test_the_comparison_is_told_in_tables(tmp_path: Path) -> None:
    slow = [{"type": "resolve", "at": "2026-03-02 15:00"}]
    found = compared(tmp_path / "one.jsonl", Against("imagiclecare-4.1", plan="basic"), json_line(commands=slow))
    assert found.comparison is not None
    assert "better for 1 ticket, worse for 0, otherwise for 0, the same for 0." in tables.headline(found.comparison)
    rows = {row[0]: tuple(row[1:]) for row in tables.sums(found.comparison).rows}
    assert rows["reaction"] == ("0 of 1 kept (0%)", "1 of 1 kept (100%)")
    told = {row[0]: row[1] for row in tables.told(found.comparison).rows}
    assert told["team-leader"].endswith("→ 0")
