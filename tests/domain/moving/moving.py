"""Tickets that are moved to other terms: a story with one more verb, and contracts that differ from gold."""

from datetime import datetime

from domain.business_time import CalendarSpec, OpenHours, Week
from domain.deciding.turns import take
from domain.terms.request import Request
from domain.terms.terms import Level, Step, Target, Terms
from domain.ticket.commands import Migrate, OpenTicket
from tests.domain.given.story import Story
from tests.domain.given.terms import CALENDARS, HOLIDAYS, LEADER, SILENCE, gold, row
from tests.domain.given.times import A_MILLISECOND


class Moving(Story):
    """A story whose ticket can be moved."""

    def is_moved(self, to: Terms, now: datetime, **fields: str) -> "Moving":
        """Time passes until `now`, then it is moved, and what that brings due at once comes."""
        self.time_passes_until(now)
        command = Migrate.model_validate({"contract": to.contract, **fields})
        self._fold(take(self.ticket, command, now, awaited=True, terms_at=lambda _request, _at: to), now)
        self.time_passes_until(now + A_MILLISECOND)
        return self


def opened(terms: Terms, priority: str, at: datetime, channel: str = "web") -> Moving:
    """A ticket of this priority."""
    request = Request(contract=terms.contract, plan=terms.plan, priority=priority, channel=channel)
    opening = OpenTicket(ticket="SD-7", customer="Trattoria da Nino", subject="No calls come in", request=request)
    return Moving(opening, terms, at)


def office(hours: str, zone: str = "Europe/Rome") -> CalendarSpec:
    """Monday to Friday at these hours."""
    day = (OpenHours.parse(hours),)
    return CalendarSpec(
        zone=zone, week=Week(mon=day, tue=day, wed=day, thu=day, fri=day), holidays=HOLIDAYS, years=(2022, 2031)
    )


def other(**changes: object) -> Terms:
    """Gold under another name, or with differences."""
    return gold(contract="europe-2").model_copy(update=changes)


def afternoons() -> Terms:
    """Gold from two to six."""
    return other(calendars={**CALENDARS, "office": office("14:00-18:00")})


def new_york() -> Terms:
    """Gold from nine to five in New York."""
    return other(theatre="americas", calendars={**CALENDARS, "office": office("09:00-17:00", "America/New_York")})


def with_row(priority: str, *ladder: tuple[str, float], **promises: Target) -> Terms:
    """Gold with another row for one priority."""
    rows = {**gold().rows, priority: row(*ladder, **promises)}
    return other(rows=rows)


def with_silence(**changes: object) -> Terms:
    """Gold with another unresponsive rule."""
    return other(silence=SILENCE.model_copy(update=changes))


def renamed(**changes: object) -> Terms:
    """Gold with a regional manager in the place of the team leader."""
    terms = gold()
    rows = {
        priority: one.model_copy(update={"ladder": tuple(_called_otherwise(step) for step in one.ladder)})
        for priority, one in terms.rows.items()
    }
    levels = tuple(_called_otherwise_too(level) for level in terms.levels)
    return other(rows=rows, levels=levels).model_copy(update=changes)


def _called_otherwise(step: Step) -> Step:
    return step.model_copy(update={"level": "regional-manager"}) if step.level == LEADER else step


def _called_otherwise_too(level: Level) -> Level:
    return level.model_copy(update={"name": "regional-manager"}) if level.name == LEADER else level
