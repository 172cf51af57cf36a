"""A whole export: incidents in the order in which they were opened, the rows of each one below the other.

As in a real one, each row knows the end: `resolved_at`, `closed_at` and who solved it are those of the last row.
"""

import csv
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from typing import NamedTuple, TextIO

from studies.synthetic.chance import Chance, curve
from studies.synthetic.disorder import disorder
from studies.synthetic.lifecycle import Step, course
from studies.synthetic.openings import openings
from studies.synthetic.record import MINUTE, Record

Rows = list[dict[str, str]]

FIRST_DAY = date(2026, 3, 2)
"""A Monday. Lives that begin then go on over both changes of the clocks."""
COLUMNS = (
    *("number", "incident_state", "active", "reassignment_count", "reopen_count", "sys_mod_count", "made_sla"),
    *("caller_id", "opened_by", "opened_at", "sys_created_by", "sys_created_at", "sys_updated_by", "sys_updated_at"),
    *("contact_type", "location", "category", "subcategory", "u_symptom", "cmdb_ci", "impact", "urgency", "priority"),
    *("assignment_group", "assigned_to", "knowledge", "u_priority_confirmation", "notify", "problem_id", "rfc"),
    *("vendor", "caused_by", "closed_code", "resolved_by", "resolved_at", "closed_at"),
)
CREATED_AFTER = curve(0, 1, 2, 3, 6, 10, 17, 22, 40, 65)
LEFT_OUT = {1: 430, 2: 250, 3: 140, 4: 80, 6: 60, 9: 40}
"""How far it is from one incident's number to the next: an export has not all of them."""
THEIR_OWN_SLA = timedelta(hours=60)
"""What `made_sla` says at the end: a policy that nobody knows, and no truth for any other."""


class Size(NamedTuple):
    """How much was written."""

    incidents: int
    rows: int


def export(count: int, seed: int, first: date = FIRST_DAY) -> Iterator[Rows]:
    """The rows of so many incidents, opened from a day on; never more of them at once than those of one incident."""
    chance, number = Chance(2 * seed), 40
    # Drawn apart, as the openings of a whole day are known before the incidents are.
    for opened in openings(count, first, Chance(2 * seed + 1)):
        number += chance.of(LEFT_OUT)
        yield _rows(f"INC{number:07d}", opened, chance)


def write(
    file: TextIO,
    count: int,
    seed: int,
    first: date = FIRST_DAY,
    done: Callable[[int], None] = lambda _: None,
) -> Size:
    """Write an export as CSV into a file that leaves line ends as they are. `done` hears of each incident."""
    table = csv.DictWriter(file, COLUMNS, lineterminator="\n")
    table.writeheader()
    written = 0
    for rows in export(count, seed, first):
        table.writerows(rows)
        written += len(rows)
        done(1)
    return Size(count, written)


def _rows(number: str, opened: datetime, chance: Chance) -> Rows:
    created = opened + timedelta(minutes=chance.minutes(CREATED_AFTER))
    record = Record(number, opened, created, chance)
    steps = list(course(created, chance))
    rows = [record.first(steps[0]), *(record.next(step) for step in steps[1:])]
    _end(rows, steps, opened)
    disorder(rows, opened, chance)
    return rows


def _end(rows: Rows, steps: list[Step], opened: datetime) -> None:
    """Write what only the end shows: on every row when it was, on the rows that are closed whether it was in time."""
    resolved = [step.at for step in steps[1:] if step.state == "Resolved"]
    known = {"closed_at": steps[-1].at.strftime(MINUTE)}
    if resolved:
        # What was solved before its first row says nobody when.
        known["resolved_at"] = resolved[-1].strftime(MINUTE)
    late = (resolved[-1] if resolved else steps[-1].at) - opened > THEIR_OWN_SLA
    for row in rows:
        row |= known
        if late and row["incident_state"] == "Closed":
            row["made_sla"] = "FALSE"
