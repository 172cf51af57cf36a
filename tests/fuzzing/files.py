"""Files of every format that can be read, whole ones and such as nobody meant to write.

`make test` tries the same few of each every time; `make fuzz` tries 20,000, and others each time.
"""

import json
import os
from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

EXAMPLES = int(os.environ.get("SUNDIAL_FUZZ", "100"))
MANY = settings(
    max_examples=EXAMPLES,
    deadline=None,
    derandomize=EXAMPLES <= 100,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large],
)
FEWER = settings(MANY, max_examples=max(EXAMPLES // 10, 20))
"""For what takes a tenth of a second each."""

OWN_HEADER = "ticket,command,at,customer,subject,priority,party,question,summary,received_at,accepts_solution,level"
SERVICENOW_HEADER = (
    "number,state,opened_at,sys_created_on,sys_updated_on,priority,short_description,caller_id,assigned_to,hold_reason"
)
CHANGES_HEADER = "Issue Key,Summary,Reporter,Priority,Created,Date of change,Author,Field,Original value,New value"


@dataclass(frozen=True)
class Format:
    """One format: how its file is called, and the file of one sound ticket, in pieces that belong together."""

    file: str
    ticket: Callable[[str], list[str]]
    header: str = ""

    def text(self, *tickets: str, bad: str | None = None, place: int = 0) -> str:
        """A file of these tickets, with a bad line between two of their lines."""
        lines = [line for ticket in tickets for line in self.ticket(ticket)]
        if bad is not None:
            lines.insert(place % (len(lines) + 1), bad)
        return "\n".join(([self.header] if self.header else []) + lines) + "\n"


def own_rows(name: str) -> list[str]:
    return [
        f"{name},open,2026-03-02 09:00,Aurora,No calls,P2,,,,,,",
        f"{name},acknowledge,2026-03-02 09:30,,,,,,,,,",
        f"{name},wait_for_customer,2026-03-02 10:00,,,,,Which floor?,,,,",
    ]


def own_object(name: str) -> dict[str, Any]:
    return {
        "ticket": name,
        "opened_at": "2026-03-02 09:00",
        "received_at": "2026-03-02 09:01",
        "customer": "Aurora",
        "subject": "No calls",
        "priority": "P2",
        "commands": [
            {"type": "acknowledge", "at": "2026-03-02 09:30", "by": "Ann"},
            {"type": "wait_for_third_party", "at": "2026-03-02 10:00", "party": "Telecom"},
        ],
    }


def servicenow_rows(name: str) -> list[str]:
    began = "2026-03-02 09:00:00,2026-03-02 09:00:00"
    return [
        f"{name},New,{began},2026-03-02 09:00:00,2 - High,No calls,Ann A,,",
        f"{name},On Hold,{began},2026-03-02 10:00:00,2 - High,No calls,Ann A,Bob,Awaiting Caller",
    ]


def servicenow_object(name: str) -> dict[str, Any]:
    values = servicenow_rows(name)[1].split(",")
    return dict(zip(SERVICENOW_HEADER.split(","), values, strict=True))


def jira_object(name: str) -> dict[str, Any]:
    change = {"field": "status", "from": "1", "fromString": "Open", "to": "3", "toString": "In Progress"}
    return {
        "key": name,
        "fields": {
            "created": "2026-03-02T09:00:00.000+0100",
            "summary": "No calls",
            "reporter": {"displayName": "Ann A"},
            "status": {"id": "3", "name": "In Progress"},
            "priority": {"id": "2", "name": "High"},
            "assignee": None,
        },
        "changelog": {
            "total": 1,
            "histories": [
                {
                    "id": "9",
                    "created": "2026-03-02T10:00:00.000+0100",
                    "author": {"displayName": "Bob"},
                    "items": [change],
                }
            ],
        },
    }


def zendesk_objects(name: str) -> list[dict[str, Any]]:
    fields = (("status", "new"), ("priority", "high"), ("subject", "No calls"), ("requester_id", "7"))
    opened = [{"type": "Create", "field_name": field, "value": value} for field, value in fields]
    taken = [{"type": "Change", "field_name": "status", "value": "open", "previous_value": "new"}]
    return [
        {"id": 1, "ticket_id": name, "created_at": "2026-03-02T08:00:00Z", "author_id": 7, "events": opened},
        {"id": 2, "ticket_id": name, "created_at": "2026-03-02T09:00:00Z", "author_id": 8, "events": taken},
    ]


def change_rows(name: str) -> list[str]:
    began = f"{name},No calls,Ann A,High,2026-03-02 09:00"
    return [
        f"{began},2026-03-02 09:30,Bob,status,Open,In Progress",
        f"{began},2026-03-02 10:00,Bob,status,In Progress,Waiting for customer",
    ]


FORMATS = {
    "own CSV": Format("a.csv", own_rows, OWN_HEADER),
    "own JSON": Format("a.jsonl", lambda name: [json.dumps(own_object(name))]),
    "ServiceNow CSV": Format("a.csv", servicenow_rows, SERVICENOW_HEADER),
    "ServiceNow JSON": Format("a.json", lambda name: [json.dumps(servicenow_object(name))]),
    "Jira JSON": Format("a.json", lambda name: [json.dumps(jira_object(name))]),
    "Zendesk JSON": Format("a.json", lambda name: [json.dumps(one) for one in zendesk_objects(name)]),
    "list of changes": Format("a.csv", change_rows, CHANGES_HEADER),
}
OBJECTS: dict[str, Callable[[str], Any]] = {
    "own JSON": own_object,
    "ServiceNow JSON": lambda name: {"records": [servicenow_object(name)]},
    "Jira JSON": lambda name: {"issues": [jira_object(name)], "total": 1},
    "Zendesk JSON": lambda name: {"audits": zendesk_objects(name), "users": [{"id": 7, "name": "Ann"}]},
}

DATES = st.sampled_from(
    [
        *("2026-03-02 09:15", "02/03/2026 09:15", "3/17/2026 9:15 AM", "29/2/2024 09:15", "2026-03-02T09:15:00Z"),
        *(
            "2026-03-02 09:15 EST",
            "14/Jul/26 3:42 PM",
            "10:30",
            "2026-03-02",
            "1772438400",
            "0001-01-01T00:00:00+14:00",
        ),
        *("9999-12-31T23:59:59-14:00", "2026-03-29 02:30", "Mon, 2 Mar 2026 09:15:00 +0100", "2199-12-31 23:59"),
    ]
)
WORDS = st.sampled_from(
    [
        *("", "?", "T-1", "T-2", "open", "resolve", "close", "reopen", "migrate", "escalate", "P1", "P9", "2 - High"),
        *(
            "New",
            "On Hold",
            "Canceled",
            "8",
            "Awaiting Caller",
            "pending",
            "Waiting for customer",
            "In Progress",
            "none",
        ),
        *("\ud800", "\x00", "\u2028", "a\r\nb", "x" * 300, '"', "'", ",", "-1", "99999999999999999999", "é", "🎫"),
    ]
)
TEXTS = st.one_of(DATES, WORDS, st.text(max_size=20))
SCALARS = st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), TEXTS)
VALUES = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3), max_leaves=8
)
CELLS = st.lists(TEXTS, max_size=14)
LINES = st.one_of(
    CELLS.map(",".join),
    st.lists(TEXTS, max_size=14).map(lambda cells: ",".join(f'"{cell}"' for cell in cells)),
    VALUES.map(lambda value: json.dumps(value)),
    st.text(max_size=60),
)


@st.composite
def changed(draw: st.DrawFn, value: Any) -> Any:
    """The value with something else in some of its places, or without them."""
    found = deepcopy(value)
    for _ in range(draw(st.integers(1, 3))):
        here = found
        while isinstance(here, dict | list) and here:
            keys = sorted(here) if isinstance(here, dict) else range(len(here))
            key = draw(st.sampled_from(list(keys)))
            inner = here[key]
            if not isinstance(inner, dict | list) or not inner or draw(st.booleans()):
                if isinstance(here, dict) and draw(st.integers(0, 4)) == 0:
                    del here[key]
                else:
                    here[key] = draw(VALUES)
                break
            here = inner
    return found
