"""`reference/events.md`."""

from docs.making.described import fields, says
from docs.making.markdown import page
from docs.making.models import field_table, part
from domain.ticket.events import EVENTS, FromOutside
from domain.ticket.recorded import Recorded

LEAD = """
Everything that can have happened to a ticket, in the order in which a ticket may live through it. An event is JSON,
and a field that is not set is not stored. Its type and fields are the same in the workflow's history, in the journal,
and in a webhook's body.
"""

SHARED = frozenset({"type"})


def events() -> str:
    """Every event."""
    common = fields(FromOutside)
    from_outside = {one.name for one in common}
    return page(
        "Events",
        LEAD,
        f"## Around each event\n\n{says(Recorded)}\n\n{field_table(fields(Recorded))}",
        f"## In every event\n\nOf these, what time alone brings has `occurred_at` only.\n\n{field_table(common)}",
        *(part(kind, without=SHARED | from_outside) for kind in EVENTS),
    )
