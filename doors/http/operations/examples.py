"""One story for all examples: a critical case of Acme's, from its opening on."""

from typing import Any

OPENING: dict[str, Any] = {
    "ticket": "T-1001",
    "customer": "Acme Ltd",
    "subject": "No calls come through",
    "request": {
        "contract": "imagiclecare-4.1",
        "plan": "gold",
        "theatre": "europe",
        "priority": "P1",
        "channel": "phone",
        "language": "en",
    },
}
REQUEST: dict[str, Any] = OPENING["request"]

STANDING: dict[str, Any] = {
    "ticket": "T-1001",
    "customer": "Acme Ltd",
    "subject": "No calls come through",
    "contract": "imagiclecare-4.1",
    "plan": "gold",
    "theatre": "europe",
    "priority": "P1",
    "level": "support-team",
    "status": "working",
    "waiting_on": [],
    "owner": None,
    "opened_at": "2026-12-22T09:00:00Z",
    "next_due": "2026-12-22T09:30:00Z",
    "next_is": "warning at 50% of reaction",
    "deadline": "2026-12-22T10:00:00Z",
    "deadline_is": "reaction",
    "breached": False,
    "guaranteed": True,
    "events": 1,
}

SNAPSHOT: dict[str, Any] = {
    "standing": STANDING,
    "zone": "Europe/Rome",
    "acknowledged_at": None,
    "on_call": False,
    "last_fact_at": "2026-12-22T09:00:00Z",
    "digest": "5f0c6b1f2c0a4b0f8c3a9d6e7b1a2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d",
    "promises": [
        {"promise": "reaction", "level": None, "state": "running", "due": "2026-12-22T10:00:00Z", "budget": "PT1H"},
    ],
}

COMMANDS: dict[str, dict[str, Any]] = {
    "acknowledge": {},
    "confirm_priority": {},
    "wait_for_customer": {"question": "Which release runs there?"},
    "wait_for_third_party": {"party": "Carrier One"},
    "customer_responded": {"text": "It is 2026.3."},
    "third_party_responded": {"party": "Carrier One", "text": "The line is mended."},
    "stop_waiting": {"on": "customer"},
    "engage_on_call": {},
    "escalate": {"reason": "The customer's whole site is down."},
    "change_priority": {"priority": "P2", "reason": "A workaround is in place."},
    "migrate": {"contract": "imagiclecare-5.0", "plan": "gold", "reason": "A new order."},
    "assign": {"to": "Anna Rossi"},
    "add_note": {"text": "The logs are attached to the case."},
    "resolve": {"summary": "The trunk was set up anew."},
    "reopen": {"reason": "It happens again."},
    "close": {"reason": "The customer agrees."},
}
