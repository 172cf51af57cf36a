"""What people read of an import: its totals, and what is left out."""

from collections.abc import Iterator

from domain.showing.sentences import office_time
from moving.onboarding.planning import Plan, Totals

KINDS = {
    "missed": ("missed promise", "missed promises"),
    "level": ("escalation", "escalations"),
    "reminder": ("reminder", "reminders"),
    "step down": ("step down in priority", "steps down in priority"),
    "proposal": ("proposal to close", "proposals to close"),
    "warning": ("warning", "warnings"),
}
NAMED = 10
"""Tickets that are named in one line."""
WHY = {
    "closed": "closed there",
    "over": "over by the contract",
    "later": "not there yet",
    "gap": "held back, as a part of the history could not be read",
    "refused": "refused",
}


def summary(found: Plan, *, would: bool) -> Iterator[str]:
    """The totals. `would`: whether nothing was brought in yet."""
    totals, rows = found.totals, found.rows
    yield (
        f"{found.source} ({found.format}), as of {found.at:%Y-%m-%d %H:%M} UTC: {count(rows.total, 'row', 'rows')}, "
        f"{rows.used:,} used, {rows.unchanged:,} without a change, {rows.reported:,} unreadable"
    )
    if would:
        yield f"{count(totals.tickets, 'ticket', 'tickets')} would come{_standing(totals)}"
    yield from _past(totals)
    if totals.not_taken:
        yield f"{count(totals.not_taken, 'fact', 'facts')} of their histories cannot be here, and are kept as refused"
    if totals.left_out:
        left = ", ".join(f"{totals.left_out[why]:,} {words}" for why, words in WHY.items() if why in totals.left_out)
        yield f"left out: {left}"


def _past(totals: Totals) -> Iterator[str]:
    kinds = [count(totals.past[kind], *words) for kind, words in KINDS.items() if kind in totals.past]
    if kinds:
        yield f"recorded as past, and told to nobody: {', '.join(kinds)}"
        yield f"{count(totals.with_a_miss, 'ticket', 'tickets')} with a missed promise"


def _standing(totals: Totals) -> str:
    if not totals.statuses:
        return ""
    waits = " and ".join(f"{number:,} on {whom}" for whom, number in totals.waiting_on.items())
    parts = (
        f"{number:,} {status}{f' ({waits})' if status == 'waiting' else ''}"
        for status, number in totals.statuses.items()
    )
    return f": {', '.join(parts)}"


def ahead(found: Plan) -> Iterator[str]:
    """What comes due first, how much within a day, and for which tickets nothing does though nobody is waited for."""
    coming = [one for one in found.expected if one.standing.next_due is not None]
    if coming:
        first = min(coming, key=lambda one: (one.standing.next_due, one.standing.ticket))
        at = office_time(first.standing.next_due or found.at, first.zone)
        yield f"first to come due: {first.standing.next_is} of {first.standing.ticket}, {at}"
        yield f"within a day something comes due for {count(found.totals.soon, 'ticket', 'tickets')}"
    quiet = [
        one.standing.ticket
        for one in found.expected
        if one.standing.status == "working" and one.standing.next_due is None
    ]
    if quiet:
        named = f"{', '.join(quiet[:NAMED])}{' and others' if len(quiet) > NAMED else ''}"
        whom = count(len(quiet), "ticket that is", "tickets that are")
        yield f"nothing is left to come due for {whom} worked on; nobody will hear of them unless you look: {named}"


def count(number: int, one: str, many: str) -> str:
    """A number of things."""
    return f"1 {one}" if number == 1 else f"{number:,} {many}"
