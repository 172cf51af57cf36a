"""A promise says for every plan and every priority what holds, on a calendar on which it can be counted."""

from collections.abc import Iterator

from domain.contract.checks.draft import Draft
from domain.contract.durations import NextWorkingDayEnd, WorkingDays
from domain.contract.faults import Finding, Path
from domain.contract.rules import Promise

_ON_OFFICE_ONLY = "working days are counted on the calendar 'office' only"


def check(draft: Draft) -> Iterator[Finding]:
    """Plans and priorities without a target, targets not promised, and days on a calendar without days."""
    for name, promise in draft.promises.items():
        here: Path = ("promises", name, "targets")
        for plan in draft.declared("plans") or ():
            if plan in promise.targets:
                yield from _row(draft, (*here, plan), promise, plan)
            elif not draft.clouded((*here, plan)):
                yield Finding((*here, plan), f"the plan {plan!r} has no targets", "give it one for each priority")
        if promise.calendar != "office":
            yield from _days(here, promise)
    for asked, level in draft.levels.items():
        if level.answers and level.answers.calendar != "office":
            yield from days_off_the_office((("levels", asked, "answers", "within"), level.answers.within))


def days_off_the_office(*times: tuple[Path, object]) -> Iterator[Finding]:
    """A finding for each time in working days, of times that another calendar than the office's counts."""
    for path, time in times:
        if isinstance(time, WorkingDays | NextWorkingDayEnd):
            yield Finding(path, _ON_OFFICE_ONLY, "use hours here, or the calendar 'office'")


def _row(draft: Draft, here: Path, promise: Promise, plan: str) -> Iterator[Finding]:
    declared = draft.declared("priorities") or ()
    made_for = declared if promise.priorities is None else promise.priorities
    for priority in made_for:
        if priority not in promise.targets[plan] and not draft.clouded((*here, priority)):
            right = 'give it a duration, or "best effort" where there is no target'
            yield Finding((*here, priority), f"the priority {priority!r} has no row", right)
    for priority in promise.targets[plan]:
        if priority in declared and priority not in made_for:
            right = "add it to the promise's priorities, or leave its target out"
            yield Finding((*here, priority), f"the promise is not made for {priority!r}", right)


def _days(here: Path, promise: Promise) -> Iterator[Finding]:
    for plan, row in promise.targets.items():
        yield from days_off_the_office(*(((*here, plan, priority), target) for priority, target in row.items()))
