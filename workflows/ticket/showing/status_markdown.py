"""The small, current status page of a ticket in the Temporal UI: our Markdown, with people's words in it as text."""

from domain.free_text import cut
from domain.markdown import as_text
from domain.showing.sentences import office_time, sentence
from domain.showing.snapshot import PromiseSeen, Snapshot
from domain.ticket.recorded import Recorded

LATEST = 8
"""How many of the last events the page lists."""
WIDTH = 160
"""How much of what an event says; a note can be pages long."""


def page(seen: Snapshot, stream: list[Recorded]) -> str:
    """Where the ticket stands, what it is promised, what comes next and what happened last, in office time."""
    at_a_glance = seen.standing
    waits = f" on {' and '.join(at_a_glance.waiting_on)}" if at_a_glance.waiting_on else ""
    stands = f"{at_a_glance.priority}, {at_a_glance.status}{waits}, at {at_a_glance.level}"
    lines = [
        as_text(f"{at_a_glance.customer}: {at_a_glance.subject}"),
        "",
        f"**{as_text(stands)}**",
        "",
        _next(seen),
        "",
        *[f"- {_promise(promise, seen.zone)}" for promise in seen.promises],
        "",
        "**Latest**",
        "",
        *[f"- {_event(recorded, seen.zone)}" for recorded in reversed(stream[-LATEST:])],
    ]
    return "\n".join(lines)


def _next(seen: Snapshot) -> str:
    at_a_glance = seen.standing
    if at_a_glance.next_due is None:
        return "Nothing comes due by itself."
    return f"Next: {as_text(at_a_glance.next_is or '')}, {office_time(at_a_glance.next_due, seen.zone)}"


def _promise(promise: PromiseSeen, zone: str) -> str:
    name = f"{promise.promise} to {promise.level}" if promise.promise == "escalation" else promise.promise
    when = f" {office_time(promise.due, zone)}" if promise.due else ""
    return f"{as_text(name)}: {'due' if promise.state == 'running' else promise.state}{when}"


def _event(recorded: Recorded, zone: str) -> str:
    said = as_text(cut(sentence(recorded.event, zone), WIDTH))
    return f"{office_time(recorded.event.occurred_at, zone)}: {said}"
