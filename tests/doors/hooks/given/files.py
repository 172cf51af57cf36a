"""A small hook file of a desk that signs by Standard Webhooks, and calls of that desk."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from contracts.yaml_file import YamlFile
from domain.contract.library import Library
from doors.hooks.checking import examine
from doors.hooks.file import HookFile
from doors.hooks.mapping import Meaning, meaning
from doors.hooks.sources import Call as Read
from tests.doors.hooks.given import signing
from tests.doors.hooks.given.stories import Call

DESK = """
signature: standard-webhooks
secret: ${DESK_WEBHOOK_SECRET}
hold_seconds: 0
event:
  id: header webhook-id
  time: $.at
ticket:
  id: $.case
  prefix: D-
by: $.who
opening:
  customer: $.customer
  subject: $.about
  contract: imagiclecare-4.1
  plan: gold
  theatre: europe
  priority: {source: $.urgency, values: {1: P1, 2: P2}}
rules:
  - when: {$.kind: new}
    do: open
  - when: {$.kind: ask}
    do:
      wait-for-customer: {question: $.text}
"""


def desk_call(id_: str, /, at: datetime | None = None, **said: Any) -> Call:
    """One call of the desk."""
    usual = {"case": "7", "kind": "new", "customer": "Acme Ltd", "about": "No call", "urgency": 2}
    body = json.dumps({"at": (at or datetime.now(UTC)).isoformat(), **usual, **said}).encode()
    return Call("desk", signing.standard(body, id_), body)


def read(text: str, library: Library, folder: Path) -> HookFile:
    """The hook file that a text is, which has no fault."""
    file = folder / "desk.yaml"
    file.write_text(text)
    found = examine(YamlFile(file).plain, library)
    assert isinstance(found, HookFile), found
    return found


def means(file: HookFile, body: Any, **headers: str) -> Meaning:
    """What a call means."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return meaning("desk", file, Read({"webhook-id": "evt-1", **named}, body))
