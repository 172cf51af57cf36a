from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from runtime.timezones import use_packaged_time_zones
from studies.simulation.crowd import AT_ONCE
from studies.simulation.study import conduct, study
from tests.studies.simulation.given import json_line, reader

START = datetime(2026, 3, 2, 8, tzinfo=UTC)


def lines(count: int) -> Sequence[str]:
    """Tickets a minute apart, every third one of which is solved late."""
    made = []
    for number in range(count):
        opened = START + timedelta(minutes=number)
        solved = opened + timedelta(hours=5 if number % 3 else 1)
        commands = [{"type": "resolve", "at": solved.isoformat()}]
        made.append(json_line(ticket=f"T-{number}", opened_at=opened.isoformat(), commands=commands))
    return made


def test_many_incidents_in_several_processes_come_to_the_same_as_in_one(tmp_path: Path) -> None:
    file = tmp_path / "many.jsonl"
    asked = study(file, reader(file, "".join(lines(2 * AT_ONCE + 10))), "UTC")
    heard: list[int] = []
    here = conduct(asked, processes=1)
    there = conduct(asked, processes=2, prepare=use_packaged_time_zones, done=heard.append)
    assert there == here
    assert here.report.simulated == sum(heard) == 2 * AT_ONCE + 10
