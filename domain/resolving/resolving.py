"""From a contract and a request to the ticket's terms, resolved once at its opening (semantics 10)."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from domain.business_time import CalendarSpec, as_utc
from domain.contract import durations
from domain.contract.contract import Contract
from domain.resolving.calendars import HolidaySource, office_calendar
from domain.resolving.coverage import Choice, choose
from domain.resolving.on_call import on_call_channels, on_call_service
from domain.terms.request import Request
from domain.terms.terms import (
    AROUND_THE_CLOCK,
    OFFICE,
    Level,
    NextWorkingDay,
    OnCall,
    PromiseName,
    Row,
    Silence,
    Step,
    Target,
    Terms,
    Within,
)


def resolve(contract: Contract, request: Request, at: datetime, holidays: HolidaySource) -> Terms:
    """What the contract means for a request made at that instant.

    The terms hold the public holidays from the year before to five years after, in the office's local time.
    Raises `RequestRefused`, with every fault of the request, for what the contract does not cover.
    """
    at = as_utc(at)
    choice = choose(contract, request, at)
    theatre = contract.theatres[choice.theatre]
    plan = contract.plans[choice.plan]
    day = theatre.standard_day
    levels = tuple(_levels(contract, day))
    served = on_call_service(contract, request, choice, at)
    on_call, why_not = (None, served) if isinstance(served, str) else (served, None)
    reasons = tuple(_not_guaranteed(contract, choice))
    calendars = {OFFICE: office_calendar(theatre, plan, at, holidays)}
    if _needs_the_clock(contract, levels, on_call):
        calendars[AROUND_THE_CLOCK] = CalendarSpec.always(theatre.zone)
    return Terms(
        contract=contract.id,
        plan=choice.plan,
        theatre=choice.theatre,
        calendars=calendars,
        ladder_calendar=contract.ladder.calendar,
        priorities=tuple(contract.priorities),
        levels=levels,
        promises=tuple(contract.promises),
        rows={priority: _row(contract, choice.plan, priority, day) for priority in contract.priorities},
        missed_tells={name: one.missed_tells for name, one in contract.promises.items() if one.missed_tells},
        on_call=on_call,
        no_on_call_because=why_not,
        on_call_channels=on_call_channels(contract) if on_call else (),
        warnings=contract.warnings.at,
        silence=_silence(contract, day),
        time_to_disagree=durations.length(contract.resolved.time_to_disagree, day),
        guaranteed=not reasons,
        not_guaranteed_because=" ".join(reasons) or None,
        goes_first=plan.goes_first,
        phones=theatre.phones or None,
        resolution_needs_summary=True if contract.resolved.summary == "required" else None,
    )


def _row(contract: Contract, plan: str, priority: str, day: timedelta) -> Row:
    promises: dict[PromiseName, Target] = {}
    for name, promise in contract.promises.items():
        match promise.targets[plan].get(priority):
            case durations.NextWorkingDayEnd():
                promises[name] = NextWorkingDay(calendar=promise.calendar)
            case durations.Hours() | durations.WorkingDays() as target:
                promises[name] = Within(budget=durations.length(target, day), calendar=promise.calendar)
            case durations.BestEffort() | None:
                pass
    first = next(iter(contract.levels))
    columns = contract.ladder.columns.get(plan, ())
    steps = (
        Step(level=level, after=durations.length(columns[column], day))
        for column, level in contract.ladder.changes(priority, first)
    )
    return Row(promises=promises, ladder=tuple(steps))


def _levels(contract: Contract, day: timedelta) -> Iterator[Level]:
    for name, level in contract.levels.items():
        answers = level.answers and Within(
            budget=durations.length(level.answers.within, day), calendar=level.answers.calendar
        )
        yield Level(
            name=name, requested_by=level.requested_by, answers=answers, outside=True if level.outside else None
        )


def _needs_the_clock(contract: Contract, levels: tuple[Level, ...], on_call: OnCall | None) -> bool:
    used: list[str] = [
        contract.ladder.calendar,
        *(promise.calendar for promise in contract.promises.values()),
    ]
    used.extend(level.answers.calendar for level in levels if level.answers)
    used.extend([on_call.calendar] if on_call else [])
    return AROUND_THE_CLOCK in used


def _not_guaranteed(contract: Contract, choice: Choice) -> Iterator[str]:
    if reason := contract.channels[choice.channel].not_guaranteed_because:
        yield reason
    if choice.spoken and choice.language not in choice.spoken.guaranteed:
        yield f"No SLA is guaranteed in the language {choice.language!r} in this theatre."


def _silence(contract: Contract, day: timedelta) -> Silence:
    rule = contract.silence
    return Silence(
        reminders=tuple(durations.length(one, day) for one in rule.reminders),
        step_down=durations.length(rule.step_down, day),
        propose_closing=durations.length(rule.propose_closing, day),
        close=rule.close and durations.length(rule.close, day),
    )
