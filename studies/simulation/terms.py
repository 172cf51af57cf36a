"""Terms for many incidents: what a contract gives equal requests of one year is resolved once."""

from collections.abc import Callable
from datetime import datetime

from domain.business_time import CalendarError, CalendarSpec
from domain.business_time.zones import local_date, zone_named
from domain.contract.contract import Contract
from domain.contract.library import Library
from domain.contract.zones import unknown_zone
from domain.errors import DomainError
from domain.resolving.calendars import HolidaySource
from domain.resolving.offsets import standard_offset
from domain.resolving.resolving import resolve
from domain.terms.request import Request
from domain.terms.terms import Terms


class BeyondTheCalendar(DomainError):
    """A request as of an instant for which no calendar can be made."""


def terms_book(library: Library, holidays: HolidaySource) -> Callable[[Request, datetime], Terms]:
    """What turns a request into terms, remembering what it resolved. Raises as `domain.resolving.resolve` does."""
    known: dict[tuple[object, ...], Terms] = {}
    calendars: dict[CalendarSpec, CalendarSpec] = {}

    def terms(request: Request, at: datetime) -> Terms:
        contract = library.named(request.contract)
        key = _key(contract, request, at)
        if key not in known:
            try:
                found = resolve(contract, request, at, holidays)
            except (CalendarError, OverflowError) as beyond:
                raise BeyondTheCalendar(str(beyond)) from None
            # Equal calendars become one object: to look up a compiled one then compares no holidays.
            one = {name: calendars.setdefault(spec, spec) for name, spec in found.calendars.items()}
            known[key] = found.model_copy(update={"calendars": one})
        return known[key]

    return terms


def known_until(terms: Terms) -> datetime:
    """Up to when every calendar of these terms knows its holidays; nothing can be counted after it."""
    return min(terms.calendar(name).timeline.end for name in terms.calendars)


def _key(contract: Contract, request: Request, at: datetime) -> tuple[object, ...]:
    """All that terms depend on: the request but for its priority, each office's year, and how far away they lie."""
    zones = [theatre.zone for theatre in contract.theatres.values()]
    years = tuple(local_date(zone_named(zone), at).year for zone in zones)
    away: tuple[object, ...] = ()
    if request.customer_zone is not None and not unknown_zone(request.customer_zone):
        away = tuple(standard_offset(zone, at) for zone in (*zones, request.customer_zone))
    asked = tuple(value for name, value in request if name != "priority")
    return (asked, request.priority in contract.priorities or request.priority, years, away)
