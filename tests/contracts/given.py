"""Requests under the published contracts, and what their terms say, in few words."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from contracts.loader import load_all
from contracts.public_holidays import public_holidays
from domain.business_time import Calendar, calendar_for
from domain.contract.library import Library
from domain.resolving.resolving import resolve
from domain.terms.request import Request
from domain.terms.terms import Terms, Within

A_FRIDAY_IN_NOVEMBER = datetime(2026, 11, 20, 10, tzinfo=UTC)

WHERE: Mapping[str, Mapping[str, Any]] = {
    "imagiclecare-4.1": {"plan": "gold", "theatre": "europe", "priority": "P2"},
    "imagiclecare-5.0": {"plan": "gold", "theatre": "europe", "priority": "P2"},
    "imagen-ti": {"priority": "serious"},
}


@cache
def library() -> Library:
    return load_all()


def a_request(contract: str, **differing: Any) -> Request:
    return Request(**{"contract": contract, **WHERE[contract], **differing})


def terms(contract: str, at: datetime = A_FRIDAY_IN_NOVEMBER, **differing: Any) -> Terms:
    return resolve(library()[contract], a_request(contract, **differing), at, public_holidays)


def office(contract: str, **differing: Any) -> Calendar:
    return calendar_for(terms(contract, **differing).calendars["office"])


def local(zone: str, text: str) -> datetime:
    """A wall clock in that zone, such as `2026-11-20 09:30`, as an instant."""
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)


def hours(amount: float) -> timedelta:
    return timedelta(hours=amount)


def promised(found: Terms, promise: Any, priority: str) -> object:
    """A budget in hours, the word for the next working day, or `None` where nothing is promised."""
    target = found.target(promise, priority, on_call=False)
    if target is None:
        return None
    return target.budget / hours(1) if isinstance(target, Within) else target.by


def climbs(found: Terms, priority: str) -> list[tuple[str, float]]:
    return [(step.level, step.after / hours(1)) for step in found.rows[priority].ladder]
