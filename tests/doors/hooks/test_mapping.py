"""What a call means: values by tables and defaults, rules that fit together, and a sentence where nothing fits."""

from pathlib import Path
from typing import Any

import pytest

from domain.contract.library import Library
from doors.hooks.file import HookFile
from tests.doors.hooks.given.files import DESK, means, read

NEW: dict[str, Any] = {
    "at": "2026-11-02T10:00:00+01:00",
    "case": "7",
    "kind": "new",
    "customer": "Acme Ltd",
    "about": "No call",
    "urgency": 2,
}


@pytest.fixture
def desk(library: Library, tmp_path: Path) -> HookFile:
    return read(DESK, library, tmp_path)


def test_an_opening_has_its_own_time_and_an_id_that_stays(desk: HookFile) -> None:
    found = means(desk, NEW)
    assert (found.state, found.external, found.ticket, found.opens) == ("held", "7", "D-7", True)
    [command] = found.commands
    assert command.command == "open"
    assert command.fields == {
        "ticket": "D-7",
        "id": "desk/evt-1/open",
        "at": "2026-11-02T09:00:00+00:00",
        "by": "desk",
        "customer": "Acme Ltd",
        "subject": "No call",
        "request": {"contract": "imagiclecare-4.1", "plan": "gold", "theatre": "europe", "priority": "P2"},
    }
    assert means(desk, NEW) == found


def test_every_rule_that_fits_counts_and_a_reason_only_where_nothing_is_done(library: Library, tmp_path: Path) -> None:
    rules = """
  - when: {$.kind: NEW}
    do: {ignore: told already}
  - when: {$.tags: vip}
    do: acknowledge
  - when: {"$.items[?@.field == 'to'].value": {not: null}}
    do: [{assign: {to: "$.items[?@.field == 'to'].value"}}, {note: {text: assigned}}, {note: {text: twice}}]
  - when: {header X-Kind: [a, b], $.kind: {not: [new, ask]}}
    do: confirm-priority
"""
    file = read(DESK + rules.removeprefix("\n"), library, tmp_path)
    assert [one.command for one in means(file, NEW).commands] == ["open"]
    found = means(file, {**NEW, "kind": "other", "items": [{"field": "to", "value": "Ada"}]}, x_kind="B")
    assert [(one.command, one.fields["id"]) for one in found.commands] == [
        ("assign", "desk/evt-1/assign"),
        ("add_note", "desk/evt-1/add_note"),
        ("add_note", "desk/evt-1/add_note-2"),
        ("confirm_priority", "desk/evt-1/confirm_priority"),
    ]
    assert [one.command for one in means(file, {**NEW, "tags": ["new", "VIP"]}).commands] == ["open"]
    found = means(file, {**NEW, "kind": "told", "tags": "vip"}, x_kind="c")
    assert [one.command for one in found.commands] == ["acknowledge"]


def test_what_is_to_be_ignored_is_so_where_no_rule_does_anything(library: Library, tmp_path: Path) -> None:
    rules = "  - {when: {$.kind: [merged, ask]}, do: {ignore: the other ticket has it}}\n"
    file = read(DESK + rules, library, tmp_path)
    ignored = means(file, {**NEW, "kind": "Merged"})
    assert (ignored.state, ignored.sentence, ignored.commands) == ("ignored", "the other ticket has it", ())
    assert [one.command for one in means(file, {**NEW, "kind": "ask"}).commands] == ["wait_for_customer"]


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"kind": "merged"}, "no rule of the hook file is for it; add one, or one that ignores it"),
        ({"case": None}, "it names no ticket at $.case; look at ticket.id"),
        ({"case": ["7"]}, "it names no ticket at $.case; look at ticket.id"),
        (
            {"case": "7 / 8"},
            "D-7 / 8 cannot be a ticket: an id has letters, digits, dots, underscores and hyphens only",
        ),
        ({"case": "7" * 120}, "cannot be a ticket"),
        ({"at": None}, "it says no time at $.at; look at event.time"),
        ({"at": "yesterday"}, "yesterday is not an instant; write it like 2026-12-24T16:00:00+01:00"),
        ({"at": "2026-11-02T10:00:00"}, "is not an instant; write it like"),
        ({"urgency": 3}, "opening.priority is '3', which its values do not have; add that, or an otherwise"),
        ({"urgency": None}, "open: request.priority is missing"),
        ({"customer": " "}, "open: customer is missing"),
        ({"customer": "A\x00cme"}, "open: customer: it holds the control character U+0000; leave that out"),
        ({"customer": "x" * 300}, "open: customer"),
    ],
)
def test_what_cannot_be_mapped_says_why(desk: HookFile, changes: dict[str, Any], sentence: str) -> None:
    found = means(desk, {**NEW, **changes})
    assert found.state == "rejected"
    assert sentence in found.sentence
    assert len(found.sentence) <= 1000


@pytest.mark.parametrize("body", [None, 5, "text", [], {}, [[]], {"at": {"at": 1}, "case": {}}])
def test_any_json_is_read(desk: HookFile, body: Any) -> None:
    assert means(desk, body).state == "rejected"


@pytest.mark.parametrize(
    "at",
    [
        "2026-11-02T10:00:00.123456789+01:00",
        "2026-11-02T10:00:00.123+0100",
        1793610000123,
        "1793610000123",
        1793610000.123,
    ],
)
def test_times_are_read_as_systems_write_them(desk: HookFile, at: Any) -> None:
    found = means(desk, {**NEW, "at": at})
    assert found.at is not None
    assert found.at.isoformat(timespec="milliseconds") == "2026-11-02T09:00:00.123+00:00"


def test_an_id_that_is_no_plain_text_stands_as_a_digest_in_the_ids_of_commands(desk: HookFile) -> None:
    [command] = means(desk, NEW, webhook_id="https://desk.example/events/1?" + "x" * 150).commands
    assert command.fields["id"].startswith("desk/")
    assert len(command.fields["id"]) < 60
    assert means(desk, NEW, webhook_id="x" * 300).sentence == "it has no id at header webhook-id; look at event.id"
