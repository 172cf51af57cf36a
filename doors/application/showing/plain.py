"""What there is of contracts, promises and people, in JSON's types: for programs, at whatever door."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime, timedelta
from typing import Any

from pydantic import BaseModel

from domain.contract.durations import BestEffort, Hours, NextWorkingDayEnd, WorkingDays
from domain.showing.sentences import duration, office_time
from doors.application.showing.oncall_roles import Place, Seen
from doors.application.showing.preview import Preview, Previewed
from people.directory.directory import Directory
from people.directory.routing import Told


def as_plain(value: Any) -> Any:
    """A contract, or a part of one, in JSON's types and in the words of its file."""
    match value:
        case None | bool() | int() | float() | str():
            return value
        case BestEffort():
            return "best effort"
        case Hours() | WorkingDays() | NextWorkingDayEnd():
            return str(value)
        case timedelta():
            return duration(value)
        case date():
            return value.isoformat()
        case BaseModel():
            return {name: as_plain(getattr(value, name)) for name in type(value).model_fields}
        case Mapping():
            return {str(name): as_plain(inner) for name, inner in value.items()}
        case list() | tuple():
            return [as_plain(inner) for inner in value]
        case _ if is_dataclass(value) and type(value).__str__ is object.__str__:
            return {field.name: as_plain(getattr(value, field.name)) for field in fields(value)}
        case _:
            return str(value)


def utc(instant: datetime) -> str:
    """A UTC instant as JSON has it: `2026-12-24T15:00:00Z`, with microseconds only where there are some."""
    return instant.isoformat().replace("+00:00", "Z")


def preview_as_plain(seen: Preview) -> dict[str, Any]:
    """What a ticket would be promised."""
    terms = seen.terms
    return {
        "contract": terms.contract,
        "plan": terms.plan,
        "theatre": terms.theatre,
        "priority": seen.priority,
        "at": utc(seen.at),
        "zone": terms.zone,
        "on_call": seen.on_call,
        "guaranteed": terms.guaranteed,
        "not_guaranteed_because": terms.not_guaranteed_because,
        "promises": [_promise(promise, terms.zone) for promise in seen.promises],
    }


def _promise(promise: Previewed, zone: str) -> dict[str, Any]:
    level = {"level": promise.level} if promise.level else {}
    return {
        "name": promise.name,
        **level,
        "due": utc(promise.due) if promise.due else None,
        "office": office_time(promise.due, zone) if promise.due else None,
        "budget": _iso(promise.budget) if promise.budget is not None else None,
        "guaranteed": promise.guaranteed,
    }


def _iso(budget: timedelta) -> str:
    """ISO 8601 without days, which in a budget would be taken for working days: `PT27H`, `PT30M`."""
    minutes, seconds = divmod(budget.total_seconds(), 60)
    hours, minutes = divmod(int(minutes), 60)
    parts = (f"{hours}H" * bool(hours), f"{minutes}M" * bool(minutes), f"{seconds:g}S" * bool(seconds))
    return f"PT{''.join(parts) or '0S'}"


def on_call_as_plain(directory: Directory, found: list[Seen], at: datetime) -> dict[str, Any]:
    """Who is told now and over some weeks."""
    return {"at": utc(at), "roles": [one for role in found for one in _role(directory, role, at)]}


def _role(directory: Directory, one: Seen, at: datetime) -> list[dict[str, Any]]:
    shifts = [
        {"start": utc(shift.interval.start), "end": utc(shift.interval.end), **_told(shift.told)}
        for shift in one.shifts
    ]
    return [
        {
            "contract": place.contract,
            "theatre": place.theatre,
            "level": one.role.level,
            "zone": one.role.zone,
            "now": _told(one.now),
            "then_tried": _then_tried(directory, one.role.level, place, at),
            "shifts": shifts,
        }
        for place in one.role.places
    ]


def _told(told: Told) -> dict[str, Any]:
    people = [
        {
            "person": one.person.key,
            "name": one.person.name,
            "how": one.how,
            "instead_of": [person.key for person in one.instead_of],
        }
        for one in told.on_duty
    ]
    return {"people": people, "because": told.because}


def _then_tried(directory: Directory, level: str, place: Place, at: datetime) -> list[dict[str, str]]:
    line = directory.line_of(place.contract, place.theatre, level, at, place.above)
    return [{"person": one.person.key, "name": one.person.name, "because": one.because} for one in line]
