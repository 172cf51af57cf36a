"""How an import looks: the tickets that would come, what came of a file, and what is wrong with it."""

from collections.abc import Iterator
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from domain.showing.sentences import duration
from doors.application.showing.plain import utc
from doors.cli.looking.status_lines import status_of
from doors.cli.rendering import (
    clock,
    complain,
    say,
)

if TYPE_CHECKING:
    from moving.onboarding.bringing import Brought
    from moving.onboarding.expected import Expected
    from moving.onboarding.planning import Plan

MOST = 20
"""Faults that are told in the terminal; `--json` has all."""


def show(found: "Plan", brought: "Brought | None") -> None:
    """What would come, ticket by ticket; or what came, in numbers."""
    from moving.onboarding.words import ahead, count, summary

    over = [one.sentence for one in found.left_out if one.why == "over"]
    if brought is None:
        for one in found.expected:
            say(*_ticket(one), "")
        say(*over, *summary(found, would=True), *ahead(found))
    else:
        say(*over, *summary(found, would=False))
        refused = len(brought.refused) + len(found.refused)
        unheard = f", {len(brought.unheard):,} not answered" if brought.unheard else ""
        say(
            f"{count(len(brought.came), 'ticket', 'tickets')} imported, {len(brought.known):,} here before, "
            f"{refused:,} refused{unheard}"
        )
        if brought.differing:
            differ = count(len(brought.differing), "ticket differs", "tickets differ")
            say(f"{differ} from what the file says now; nothing was changed: tell it by commands, with --at")


def _ticket(one: "Expected") -> Iterator[str]:
    """One ticket in a few lines."""
    standing = one.standing
    yield f"{standing.ticket}  {status_of(standing)}; {duration(timedelta(minutes=one.spent_seconds // 60))} spent"
    for past in one.past:
        if past.kind == "warning":
            # What a warning was worth is told by what comes next.
            continue
        yield f"    past  {past.what}, {clock(past.due, one.zone)}"
    for fact in one.not_taken:
        yield f"    not taken  {fact.asked}, {clock(fact.at, one.zone)}: {fact.sentence}"
    if standing.next_is is None:
        yield "    next  nothing comes due by itself"
    else:
        yield f"    next  {standing.next_is}, {clock(standing.next_due, one.zone)}"


def document(found: "Plan", brought: "Brought | None") -> dict[str, Any]:
    """All of it, for programs."""
    document: dict[str, Any] = {
        "source": found.source,
        "format": found.format,
        "at": utc(found.at),
        "rows": {"used": found.rows.used, "unchanged": found.rows.unchanged, "unreadable": found.rows.reported},
        "totals": found.totals,
        "tickets": found.expected,
        "left_out": found.left_out,
        "remarks": [
            {"line": one.line, "ticket": one.incident, "sentence": one.sentence, "lost": one.lost}
            for one in found.remarks
        ],
    }
    if brought is not None:
        order = [arrival.ticket for arrival in found.arrivals]
        document["imported"] = [ticket for ticket in order if ticket in brought.came]
        document["here_before"] = [ticket for ticket in order if ticket in brought.known]
        document["differing"] = [
            {"ticket": ticket, "line": one.line, "sentence": one.says}
            for ticket, differing in brought.differing.items()
            for one in differing
        ]
        document["refused"] = [{"ticket": ticket, "sentence": told} for ticket, told in brought.refused.items()]
        document["not_answered"] = [{"ticket": ticket, "sentence": told} for ticket, told in brought.unheard.items()]
    return document


def tell_faults(found: "Plan", brought: "Brought | None") -> None:
    """What could not be read, did not come, or differs, on standard error, in the order of the file."""
    lines = {arrival.ticket: arrival.line or 0 for arrival in found.arrivals}
    told = [(one.line, one.incident, one.sentence) for one in found.remarks]
    told += [(one.line or 0, one.ticket, one.sentence) for one in found.refused]
    if brought is not None:
        said = {**brought.refused, **brought.unheard}
        told += [(lines[ticket], ticket, sentence) for ticket, sentence in said.items()]
        told += [
            (one.line or lines.get(ticket, 0), ticket, one.says)
            for ticket, differing in brought.differing.items()
            for one in differing
        ]
    told.sort(key=lambda one: one[0])
    complain(*(_line(*one) for one in told[:MOST]))
    if len(told) > MOST:
        complain(f"{len(told) - MOST:,} more are in --json")
    if brought and brought.unanswered:
        here = len(brought.came) + len(brought.known)
        complain(
            brought.unanswered,
            f"{here:,} of {len(found.arrivals):,} tickets are here by now, and the rest was not sent: import the file "
            "again when this is mended, and it goes on from there.",
        )


def _line(line: int, ticket: str | None, sentence: str) -> str:
    return f"{f'line {line}: ' if line else ''}{sentence}{f' ({ticket})' if ticket else ''}"
