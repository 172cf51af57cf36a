"""`reference/messages.md`."""

from typing import get_args

from pydantic import BaseModel

from docs.making.described import fields
from docs.making.markdown import code, page, table
from docs.making.models import field_table, part
from domain.showing.snapshot import PromiseSeen, Snapshot
from domain.showing.standing import Standing
from domain.terms.request import Request
from domain.ticket.commands import Command, OpenTicket
from workflows import messages as names

LEAD = """
How a ticket's workflow is reached, from any language. Each message has one argument, a JSON object with the fields of
its command; a time is an instant with its offset, such as `2026-12-24T16:00:00+01:00`. How to use them: [open tickets
from your service](../guide/opening.md).
"""

COMMON = frozenset({"id", "at", "sent_at", "by"})


def messages() -> str:
    """Every name and command."""
    common = [one for one in fields(OpenTicket) if one.name in COMMON]
    return page(
        "Messages",
        LEAD,
        f"## Names\n\n{_names()}",
        f"## In every command\n\n{field_table(common)}",
        part(OpenTicket, name="The opening", without=COMMON | {"type"}),
        part(Request, name="Its request"),
        *(part(one, name=code(_name(one)), without=COMMON | {"type"}) for one in get_args(get_args(Command)[0])),
        part(Snapshot, name="The answer: a snapshot"),
        part(Standing, name="Its standing"),
        part(PromiseSeen, name="Each of its promises"),
        f"## Search attributes\n\n{_search_attributes()}",
    )


def _name(command: type[BaseModel]) -> str:
    return str(command.model_fields["type"].default)


def _names() -> str:
    rows = [
        ("workflow type", code(names.WORKFLOW)),
        ("workflow id", code(names.workflow_id("<ticket>"))),
        ("task queue", f"{code(names.TASK_QUEUE)}, or what `SUNDIAL_TASK_QUEUE` says"),
        ("argument", '`{"opening": {...}}`'),
        ("update that opens", code(names.OPENED)),
        ("updates", ", ".join(map(code, names.UPDATES))),
        ("signals", ", ".join(map(code, names.SIGNALS))),
        ("queries", ", ".join(map(code, (names.SNAPSHOT, names.EVENTS, names.EXPLANATION)))),
        ("type of a refusal", f"{code(names.REFUSED)}; its message is the sentence"),
    ]
    return table(("what", "name"), rows)


def _search_attributes() -> str:
    return table(("name", "type"), [(code(name), kind) for name, kind in names.SEARCH_ATTRIBUTES.items()])
