"""Times that have to follow each other: warnings, reminders, the on-call service's range of offsets."""

from collections.abc import Iterator, Mapping
from datetime import timedelta
from itertools import pairwise

from domain.contract.checks.draft import Draft
from domain.contract.checks.targets import days_off_the_office
from domain.contract.durations import length
from domain.contract.faults import Finding, Path

_ANY_DAY = timedelta(hours=8)
"""The standard day where no theatre could be read: enough to see whether hours follow hours."""


def standard_days(draft: Draft) -> Mapping[str, timedelta]:
    """How long a working day is in each theatre."""
    return {name: one.standard_day for name, one in draft.theatres.items()} or {"any theatre": _ANY_DAY}


def check(draft: Draft) -> Iterator[Finding]:
    """Warnings and reminders out of order or out of reach."""
    yield from _warnings(draft)
    yield from _silence(draft)
    if draft.ladder and draft.ladder.calendar != "office":
        yield from days_off_the_office(*_on_the_ladders_calendar(draft))
    away = draft.on_call.not_at_standard_offsets if draft.on_call else None
    if away and away.first > away.last:
        here: Path = ("on_call", "not_at_standard_offsets")
        yield Finding(here, "the last offset lies before the first", "write them from west to east")


def _on_the_ladders_calendar(draft: Draft) -> Iterator[tuple[Path, object]]:
    if rule := draft.silence:
        yield from ((("silence", "reminders", index), time) for index, time in enumerate(rule.reminders))
        yield ("silence", "step_down"), rule.step_down
        yield ("silence", "propose_closing"), rule.propose_closing
        yield ("silence", "close"), rule.close
    if draft.resolved:
        yield ("resolved", "time_to_disagree"), draft.resolved.time_to_disagree


def _warnings(draft: Draft) -> Iterator[Finding]:
    fractions = draft.warnings.at if draft.warnings else ()
    for index, fraction in enumerate(fractions):
        if not 0 < fraction < 1:
            wrong = f"{fraction} is no fraction of a budget"
            yield Finding(("warnings", "at", index), wrong, "write a number between 0 and 1, such as 0.75")
    for index, (before, after) in enumerate(pairwise(fractions), 1):
        if after <= before:
            wrong = f"a warning is out of order: {after} comes after {before}"
            yield Finding(("warnings", "at", index), wrong, "let the warnings rise")


def _silence(draft: Draft) -> Iterator[Finding]:
    rule = draft.silence
    here: Path = ("silence", "reminders")
    if rule is None:
        return
    for theatre, day in standard_days(draft).items():
        reminders = [length(one, day) for one in rule.reminders]
        late = [index for index, (before, after) in enumerate(pairwise(reminders), 1) if after <= before]
        if late:
            yield Finding((*here, late[0]), f"a reminder is out of order ({theatre})", "let the reminders rise")
        too_late = bool(reminders) and max(reminders) >= length(rule.step_down, day)
        if too_late:
            wrong = f"a reminder does not come before the step down in priority ({theatre})"
            yield Finding(here, wrong, "remind before silence.step_down")
        if late or too_late:
            return
