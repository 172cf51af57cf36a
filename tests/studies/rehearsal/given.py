"""Incidents of November 2032, for every kind of event and every contract. The office in Rome is open from 09:00."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from contracts.loader import load_all
from contracts.public_holidays import public_holidays
from domain.deciding.parsing import read_command
from domain.terms.request import Request
from studies.files.incidents import Incident
from studies.rehearsal.engine import Way
from studies.simulation.running import TermsAt
from studies.simulation.terms import terms_book

ROME = ZoneInfo("Europe/Rome")
GOLD: dict[str, Any] = {"contract": "imagiclecare-4.1", "plan": "gold", "theatre": "europe"}
NEXT_GOLD: dict[str, Any] = {**GOLD, "contract": "imagiclecare-5.0"}
PLATINUM: dict[str, Any] = {**GOLD, "plan": "platinum", "channel": "phone", "language": "en"}
IMAGEN: dict[str, Any] = {"contract": "imagen-ti", "plan": "standard", "theatre": "mexico"}

USUAL = Way()


def rome(text: str) -> datetime:
    """A wall clock in Rome: `2032-11-02 09:00`, a Tuesday."""
    return datetime.fromisoformat(text).replace(tzinfo=ROME)


def terms() -> TermsAt:
    return terms_book(load_all(), public_holidays)


@dataclass(frozen=True)
class Example:
    """An incident, up to when it is lived, and how."""

    incident: Incident
    until: datetime
    way: Way


def incident(
    id_: str, opened: str, *steps: tuple[Any, ...], received: str | None = None, priority: str = "P2", **request: str
) -> Incident:
    """A ticket and what is asked of it: instant, command, fields."""
    commands = [
        read_command(type_, {**(fields[0] if fields else {}), "id": f"{number}:{type_}", "at": rome(at)})
        for number, (at, type_, *fields) in enumerate(steps)
    ]
    return Incident(
        id=f"rehearsed-{id_}",
        opened_at=rome(opened),
        received_at=rome(received) if received else None,
        customer="Grand Hotel Aurora",
        subject="No call reaches the front desk",
        request=Request.model_validate({**GOLD, "priority": priority, **request}),
        commands=tuple(commands),
    )


def example(id_: str, opened: str, *steps: tuple[Any, ...], until: str, way: Way = USUAL, **more: Any) -> Example:
    return Example(incident(id_, opened, *steps, **more), rome(until), way)


TUESDAY = "2032-11-02 09:00"

EXAMPLES = (
    example(
        # Reaction is due at 11:00, and the four commands of that minute keep their order.
        "taken-at-the-very-deadline",
        TUESDAY,
        ("2032-11-02 11:00", "confirm_priority"),
        ("2032-11-02 11:00", "assign", {"to": "Chiara"}),
        ("2032-11-02 11:00", "acknowledge", {"by": "Chiara"}),
        ("2032-11-02 11:00", "add_note", {"text": "The gateway answers no ping."}),
        ("2032-11-02 11:30", "acknowledge"),
        ("2032-11-02 13:00", "change_priority", {"priority": "P1", "reason": "The hotel is full"}),
        until="2032-11-05 18:00",
    ),
    example(
        "taken-in-time-and-told-late",
        TUESDAY,
        ("2032-11-02 10:50", "acknowledge"),
        ("2032-11-02 12:30", "change_priority", {"priority": "P1"}),
        ("2032-11-02 15:00", "resolve"),
        ("2032-11-02 15:30", "reopen", {"reason": "It rings once"}),
        until="2032-11-04 18:00",
        way=Way(late=timedelta(minutes=40)),
    ),
    example(
        "nobody-takes-it",
        TUESDAY,
        until="2032-11-12 18:00",
        way=Way(short_runs=True),
    ),
    example(
        "received-after-its-deadline",
        TUESDAY,
        ("2032-11-02 12:00", "acknowledge"),
        received="2032-11-02 11:30",
        until="2032-11-02 14:00",
    ),
    example(
        "the-customer-is-silent",
        TUESDAY,
        ("2032-11-02 09:30", "wait_for_customer", {"question": "Which version?"}),
        ("2032-11-02 09:30", "wait_for_customer"),
        ("2032-11-10 10:00", "customer_responded", {"text": "5.2"}),
        ("2032-11-10 10:00", "customer_responded", {"text": "No, 5.3"}),
        priority="P3",
        until="2032-11-11 12:00",
        way=Way(short_runs=True),
        **NEXT_GOLD,
    ),
    example(
        "two-parties-are-waited-for",
        TUESDAY,
        ("2032-11-02 10:00", "wait_for_third_party", {"party": "Telecom"}),
        ("2032-11-02 10:10", "wait_for_third_party", {"party": "Carrier"}),
        ("2032-11-02 10:20", "stop_waiting", {"on": "Bakery"}),
        ("2032-11-03 10:00", "third_party_responded", {"party": "Telecom"}),
        ("2032-11-03 12:00", "stop_waiting"),
        ("2032-11-03 15:00", "escalate", {"to": "co-ceo-cto"}),
        until="2032-11-04 18:00",
    ),
    example(
        "a-party-answers-after-years",
        TUESDAY,
        ("2032-11-02 09:50", "wait_for_third_party", {"party": "Telecom"}),
        ("2039-11-02 10:00", "third_party_responded", {"party": "Telecom"}),
        ("2039-11-02 10:00", "close"),
        until="2039-11-03 10:00",
    ),
    example(
        "solved-again-and-accepted",
        TUESDAY,
        ("2032-11-02 10:00", "resolve", {"summary": "A loose cable"}),
        ("2032-11-02 10:05", "wait_for_customer"),
        ("2032-11-03 10:00", "customer_responded", {"text": "It is back"}),
        ("2032-11-03 11:00", "resolve"),
        ("2032-11-03 12:00", "customer_responded", {"accepts_solution": True}),
        ("2032-11-03 12:00", "customer_responded", {"text": "Thank you"}),
        ("2032-11-03 12:01", "reopen"),
        until="2032-11-04 10:00",
    ),
    example(
        "solved-and-undisputed",
        TUESDAY,
        ("2032-11-02 10:00", "resolve"),
        ("2032-11-20 10:00", "reopen"),
        until="2032-11-20 11:00",
        way=Way(short_runs=True),
    ),
    example(
        "phoned-at-night",
        "2032-11-02 23:00",
        ("2032-11-03 00:30", "engage_on_call"),
        ("2032-11-03 07:00", "escalate", {"reason": "Nobody calls back"}),
        ("2032-11-03 07:20", "acknowledge", {"level": "team-leader"}),
        priority="P1",
        until="2032-11-03 18:00",
        **{**PLATINUM, "channel": "web"},
    ),
    example(
        "nobody-has-it-when-the-office-closes",
        "2032-11-02 17:50",
        ("2032-11-03 09:10", "wait_for_customer", {"question": "Which line?"}),
        ("2032-11-03 20:00", "customer_responded", {"text": "All of them"}),
        ("2032-11-04 17:55", "acknowledge"),
        priority="P1",
        until="2032-11-06 10:00",
        way=Way(short_runs=True),
        **PLATINUM,
    ),
    example(
        "the-alarm-rings-by-whatever-channel",
        "2032-11-02 16:00",
        ("2032-11-02 18:30", "change_priority", {"priority": "P1"}),
        ("2032-11-02 18:40", "engage_on_call"),
        ("2032-11-02 19:00", "acknowledge"),
        until="2032-11-04 10:00",
        **{**PLATINUM, "channel": "web", "language": "it"},
    ),
    example(
        "the-service-does-not-cover-it",
        "2032-11-02 23:00",
        ("2032-11-02 23:10", "engage_on_call"),
        until="2032-11-03 12:00",
        **{**PLATINUM, "contract": "imagiclecare-5.0"},
    ),
    example(
        "a-level-is-asked-again",
        "2032-11-03 16:00",
        ("2032-11-03 16:10", "escalate"),
        ("2032-11-03 16:20", "acknowledge", {"level": "support-manager"}),
        ("2032-11-03 17:00", "escalate", {"to": "support-manager"}),
        ("2032-11-03 17:40", "escalate", {"to": "support-manager"}),
        ("2032-11-03 18:00", "resolve"),
        ("2032-11-03 18:10", "reopen"),
        ("2032-11-03 18:20", "resolve", {"summary": "A loose cable"}),
        priority="serious",
        until="2032-11-05 10:00",
        **IMAGEN,
    ),
    example(
        "a-level-is-asked-and-silent",
        "2032-11-03 18:00",
        ("2032-11-03 18:05", "escalate", {"requested_by": "customer"}),
        ("2032-11-03 18:10", "escalate", {"to": "manufacturer"}),
        ("2032-11-03 19:00", "escalate", {"to": "manufacturer", "requested_by": "support-manager"}),
        ("2032-11-03 20:00", "acknowledge", {"level": "manufacturer"}),
        priority="serious",
        until="2032-11-05 10:00",
        **IMAGEN,
    ),
    example(
        "moved-to-the-next-contract",
        TUESDAY,
        ("2032-11-02 12:00", "migrate", {"contract": "imagiclecare-5.0", "reason": "A new year"}),
        ("2032-11-02 12:30", "migrate", {"contract": "imagen-ti"}),
        until="2032-11-05 18:00",
    ),
    example("in-a-language-that-nobody-speaks", TUESDAY, until="2032-11-03 10:00", language="fi"),
)
"""Every kind of event is in one of them, and every contract."""
