"""How a migration looks: each ticket before and after, who cannot be moved and why, and the sums."""

from collections.abc import Iterator
from typing import Any

from domain.showing.sentences import duration, sentence
from doors.cli.rendering import clock, complain, say, show_json, show_table
from moving.migration.differing import Difference
from moving.migration.expected import Expected
from moving.migration.foreseeing import Foreseen, Side
from moving.migration.moving import Moved
from moving.migration.preview import Preview, Totals
from moving.migration.wanted import Wanted

Row = tuple[str, str, str, str]


def show_preview(preview: Preview, wanted: Wanted, *, json: bool) -> None:
    """What would change, on standard output; who cannot be moved, on standard error."""
    _complain_of(preview)
    if json:
        show_json(_document(preview, wanted))
        return
    changing = [one for one in preview.foreseen if one.changes]
    if changing:
        show_table(None, ("ticket", "what", "before", "after"), [row for one in changing for row in _rows(one)])
    for renaming in preview.renamings:
        say(f"{renaming.what} {renaming.before} is {renaming.after} there ({_tickets(renaming.tickets)})")
    say(*_in_sum(preview.totals))


def show_moved(preview: Preview, moved: Moved, wanted: Wanted, *, json: bool) -> None:
    """What became of the tickets."""
    if json:
        _complain_of(preview)
        refused = [{"ticket": ticket, "sentence": said} for ticket, said in sorted(moved.refused.items())]
        document = _document(preview, wanted)
        show_json({**document, "moved": sorted(moved.moved), "refused": [*document["refused"], *refused]})
    else:
        say(f"{_tickets(len(moved.moved))} moved to {wanted.contract}")
    complain(*(f"{ticket}: {said}" for ticket, said in sorted(moved.refused.items())))
    if moved.unanswered is not None:
        complain(
            moved.unanswered.sentence,
            "The rest was not moved: run it again when this is mended, what is moved stays as it is.",
        )


def _complain_of(preview: Preview) -> None:
    """Each fault once, with all tickets that have it, and every option that would cure some."""
    about: dict[str, list[str]] = {}
    for one in preview.refused:
        for fault in one.faults:
            about.setdefault(fault, []).append(one.ticket)
    complain(*(f"{', '.join(tickets)}: {fault}" for fault, tickets in about.items()))
    cures = dict.fromkeys(cure for one in preview.refused for cure in one.cures)
    if cures:
        complain(f"To say what is meant there, add: {'; '.join(cures)}.")


def _rows(one: Foreseen) -> Iterator[Row]:
    yield one.ticket, "terms", _terms(one.before), _terms(one.after)
    for difference in one.differences:
        if difference.effect != "same":
            yield "", _name(difference), _side(difference.before, one.before), _outcome(difference, one.after)
    if one.before.standing.guaranteed != one.after.standing.guaranteed:
        yield "", "guarantee", _guarantee(one.before), _guarantee(one.after)
    if one.before.on_call != one.after.on_call:
        yield "", "on call", _on_call(one.before), _on_call(one.after)
    for recorded in one.at_once:
        told = ", ".join(told.recipient for told in one.told if told.event == recorded.number)
        yield "", "at once", "", sentence(recorded.event, one.after.zone) + (f"; told: {told}" if told else "")


def _terms(side: Side) -> str:
    seen = side.standing
    return f"{seen.contract} {seen.plan}, {seen.theatre}\n{seen.priority} {seen.status} at {seen.level}"


def _name(difference: Difference) -> str:
    one = difference.before or difference.after
    assert one is not None  # it was or it will be
    match one.what:
        case "escalation":
            return f"escalation to {one.level}"
        case "answer":
            return f"answer of {one.level}"
        case "reminder":
            return f"reminder {one.nth}"
        case _:
            return one.what


def _side(expected: Expected | None, side: Side) -> str:
    if expected is None:
        return "not promised"
    if expected.due is not None:
        return clock(expected.due, side.zone)
    if expected.budget is None or expected.spent is None:
        return "-"
    return f"stands, {duration(expected.budget - expected.spent)} of {duration(expected.budget)} left"


def _outcome(difference: Difference, side: Side) -> str:
    then = _side(difference.after, side) if difference.after else None
    match difference.effect:
        case "ends":
            return f"ends: {difference.why}"
        case "at once":
            return f"{difference.why}" + (f", then {then}" if then else "")
        case "begins":
            return f"begins: {then}"
        case effect:
            return f"{effect}: {then}"


def _guarantee(side: Side) -> str:
    return "guaranteed" if side.standing.guaranteed else f"none: {side.not_guaranteed_because}"


def _on_call(side: Side) -> str:
    return "covered" if side.on_call else "not covered"


def _in_sum(totals: Totals) -> Iterator[str]:
    if totals.tickets == 0:
        yield "There is no such open ticket."
        return
    if totals.already:
        yield f"{_have(totals.already)} these terms already."
    if totals.unchanged:
        yield f"For {_tickets(totals.unchanged)} nothing changes but names."
    parts = [
        f"{count} {one if count == 1 else many}"
        for count, one, many in (
            (totals.later, "gets later deadlines", "get later deadlines"),
            (totals.earlier, "gets earlier ones", "get earlier ones"),
            (totals.begins, "is promised more", "are promised more"),
            (totals.ends, "is promised less", "are promised less"),
            (totals.guarantee_gained, "gains the guarantee", "gain the guarantee"),
            (totals.guarantee_lost, "loses the guarantee", "lose the guarantee"),
            (totals.on_call_gained, "gains the on-call service", "gain the on-call service"),
            (totals.on_call_lost, "loses the on-call service", "lose the on-call service"),
            *((count, what, what) for count, what in _at_once(totals)),
        )
        if count
    ]
    changes = "changes" if totals.tickets == 1 else "change"
    yield f"{totals.changed} of {_tickets(totals.tickets)} {changes}: " + ", ".join(
        [*parts, f"{totals.breached_at_once} would be breached at once", f"{totals.refused} cannot be moved"]
    )


def _at_once(totals: Totals) -> Iterator[tuple[int, str]]:
    yield totals.escalated_at_once, "would be escalated at once"
    yield totals.lowered_at_once, "would be lowered at once"
    yield totals.closed_at_once, "would be closed at once"
    yield totals.missed_at_once, "would miss a promise without guarantee at once"


def _have(count: int) -> str:
    return "1 ticket has" if count == 1 else f"{count} tickets have"


def _tickets(count: int) -> str:
    return "1 ticket" if count == 1 else f"{count} tickets"


def _document(preview: Preview, wanted: Wanted) -> dict[str, Any]:
    return {
        "to": wanted.model_dump(mode="json"),
        "totals": preview.totals,
        "renamings": list(preview.renamings),
        "tickets": [_ticket(one) for one in preview.foreseen],
        "refused": [one.model_dump(mode="json") for one in preview.refused],
    }


def _ticket(one: Foreseen) -> dict[str, Any]:
    return {
        "ticket": one.ticket,
        "moves": one.moves,
        "changes": one.changes,
        "before": one.before,
        "after": one.after,
        "differences": list(one.differences),
        "at_once": list(one.at_once),
        "told": list(one.told),
    }
