"""Incidents, files and lives for these stories. Gold in Europe: 09:00-18:00 in Rome, Saturdays and holidays too."""

import csv
import json
from datetime import UTC, datetime
from functools import cache
from io import StringIO
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from contracts.loader import load_all
from contracts.public_holidays import public_holidays
from domain.contract.library import Library
from domain.deciding.parsing import read_command
from domain.terms.request import Request
from studies.files.drafts import Reader, Remark, Rows
from studies.files.incidents import Incident
from studies.files.intake.intake import read_all, reader_of
from studies.files.policy import Choice, Policy
from studies.simulation.outcome import Outcome, outcome_of
from studies.simulation.running import Life, TermsAt, live
from studies.simulation.terms import terms_book

ROME = ZoneInfo("Europe/Rome")
GOLD = Choice(contract="imagiclecare-4.1", plan="gold", theatre="europe")
SERVICENOW = (
    "number,incident_state,reopen_count,caller_id,opened_at,sys_created_at,sys_updated_by,sys_updated_at,contact_type,"
    "category,subcategory,priority,u_priority_confirmation,assigned_to"
)


@cache
def library() -> Library:
    return load_all()


@cache
def terms() -> TermsAt:
    return terms_book(library(), public_holidays)


def rome(text: str) -> datetime:
    """An instant on the office's wall clock, such as `Mon 2 Mar 2026 09:00`; the weekday must be right."""
    wall = datetime.strptime(text[4:], "%d %b %Y %H:%M").replace(tzinfo=ROME)
    assert wall.strftime("%a") == text[:3], text
    return wall.astimezone(UTC)


def incident(
    opened: str, *steps: tuple[Any, ...], priority: str = "P2", received: str | None = None, **request: Any
) -> Incident:
    """A ticket of a gold customer in Europe, and what was asked of it: instant, command, fields."""
    commands = [
        read_command(type_, {**(fields[0] if fields else {}), "id": f"{number}", "at": rome(at)})
        for number, (at, type_, *fields) in enumerate(steps)
    ]
    return Incident(
        id="T-1",
        opened_at=rome(opened),
        received_at=rome(received) if received else None,
        customer="Grand Hotel Aurora",
        subject="No call reaches the front desk",
        request=Request.model_validate({**GOLD.fields(), "priority": priority, **request}),
        commands=tuple(commands),
    )


def lived(one: Incident, until: str) -> Life:
    return live(one, terms(), rome(until))


def outcome(one: Incident, until: str) -> Outcome:
    found = outcome_of(lived(one, until))
    assert isinstance(found, Outcome)
    return found


def happened(life: Life) -> list[tuple[str, str]]:
    """When each event was true on the office's clock, and which it is."""
    return [
        (f"{recorded.event.occurred_at.astimezone(ROME):%a %H:%M}", recorded.event.type) for recorded in life.stream
    ]


def export(*rows: dict[str, str]) -> str:
    """A ServiceNow audit export of a P2 incident of Monday, with these rows."""
    columns = SERVICENOW.split(",")
    usual = {
        "number": "INC1",
        "incident_state": "New",
        "reopen_count": "0",
        "caller_id": "Caller 7",
        "opened_at": "2026-03-02 09:00",
        "sys_created_at": "2026-03-02 09:00",
        "sys_updated_by": "Updated by 3",
        "sys_updated_at": "2026-03-02 09:00",
        "contact_type": "Phone",
        "category": "Category 5",
        "subcategory": "?",
        "priority": "2 - High",
        "u_priority_confirmation": "FALSE",
        "assigned_to": "?",
    }
    text = StringIO()
    writer = csv.DictWriter(text, [*columns, *sorted({name for row in rows for name in row} - {*columns})])
    writer.writeheader()
    writer.writerows({**usual, **row} for row in rows)
    return text.getvalue()


def reader(path: Path, text: str, *, zone: str = "Europe/Rome", policy: Policy | None = None) -> Reader:
    path.write_text(text, encoding="utf-8")
    return reader_of(path, zone, policy or Policy(otherwise=GOLD), library())


def read(path: Path, text: str, **more: Any) -> tuple[list[Incident], Rows, list[Remark]]:
    """The incidents of a file with this text, what became of its rows, and what there is to say."""
    return read_all(reader(path, text, **more))


def asked(one: Incident) -> list[tuple[str, str]]:
    """When each command was given on the office's clock, and which it is."""
    came = zip(one.arrivals[1:], one.commands, strict=True)
    return [(f"{at.astimezone(ROME):%a %H:%M}", command.type) for at, command in came]


def json_line(**fields: Any) -> str:
    usual = {
        "ticket": "T-1",
        "opened_at": "2026-03-02 09:00",
        "customer": "Grand Hotel Aurora",
        "subject": "No call reaches the front desk",
        "priority": "P2",
    }
    return json.dumps({**usual, **fields}) + "\n"
