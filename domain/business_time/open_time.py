"""The open time of a calendar as far as it has been asked for, growing on demand, shared between threads."""

from datetime import datetime, timedelta
from threading import Lock

from domain.business_time.compiling import compiled, known_range, without_end
from domain.business_time.errors import BeyondDatetime, BeyondKnownYears, CalendarError, NeverOpen
from domain.business_time.spec import CalendarSpec
from domain.business_time.table import ZERO, Table

YEAR = timedelta(days=366)


class Timeline:
    """A table that covers what was asked. Tables never change: growing puts a larger one in its place.

    A spec with years is compiled whole, a spec without them around what is asked, up to where datetimes end.
    """

    def __init__(self, spec: CalendarSpec) -> None:
        self.spec = spec
        self.start, self.end = known_range(spec)
        self._growing = Lock()
        self._table = without_end(spec)
        if spec.years is not None:
            self._table = compiled(spec, self.start, self.end)

    def covering(self, start: datetime, end: datetime) -> Table:
        """A table that covers [start, end]; both in UTC.

        Raises `BeyondKnownYears` or `BeyondDatetime` where there can be none.
        """
        table = self._table
        if table is not None and table.start <= start and end <= table.end:
            return table
        for t in (start, end):
            if not self.start <= t <= self.end:
                raise self.beyond(f"it was asked about {t.isoformat()}")
        with self._growing:
            table = self._table
            if table is None:
                table = compiled(self.spec, self._sooner(start, YEAR), self._later(end, 3 * YEAR))
            if start < table.start:
                table = compiled(self.spec, self._sooner(start, YEAR), table.start).joined(table)
            if end > table.end:
                table = table.joined(compiled(self.spec, table.end, self._later(end, YEAR)))
            self._table = table
        return table

    def later(self, table: Table) -> Table | None:
        """A table that goes on where this one ends, twice as long, or `None` where nothing more is known."""
        if table.end >= self.end:
            return None
        return self.covering(table.start, self._later(table.end, table.end - table.start))

    def earlier(self, table: Table) -> Table | None:
        """A table that begins before this one, twice as long, or `None` where nothing more is known."""
        if table.start <= self.start:
            return None
        return self.covering(self._sooner(table.start, table.end - table.start), table.end)

    def reaching(self, t: datetime, budget: timedelta) -> tuple[Table, timedelta]:
        """A table that covers `t` and all of a budget of open time from there on, or, where negative, up to there.

        Beside it the open time of that table by which the budget has gone by.
        Raises `NeverOpen` where there is no such time, and what `covering` raises.
        """
        table: Table | None = self.covering(t, t)
        while table is not None:
            try:
                spent = table.spent(t) + budget
            except OverflowError:
                break
            if spent < ZERO:
                table = self.earlier(table)
            elif spent > table.total:
                table = self.later(table)
            else:
                return table, spent
        raise self.ran_out(f"it was asked for {budget} of business time from {t.isoformat()}")

    @property
    def never_opens(self) -> bool:
        """Whether open time can run out without a question beyond what is known."""
        if self.spec.years is None:
            return self.spec.week.always_closed
        return not self.covering(self.start, self.end).total

    @property
    def never_closes(self) -> bool:
        """Whether nothing but a single date ever interrupts its open time."""
        return self.spec.years is None and self.spec.week.always_open

    def beyond(self, what: str) -> CalendarError:
        """The error for an answer that lies outside what can be known; `what` ends its sentence."""
        if self.spec.years is None:
            return BeyondDatetime(what)
        return BeyondKnownYears(self.spec.years, what)

    def ran_out(self, what: str) -> CalendarError:
        """The error for open time that is asked for and does not come; `what` ends its sentence."""
        if self.never_opens:
            return NeverOpen(what)
        return self.beyond(what)

    def _sooner(self, t: datetime, by: timedelta) -> datetime:
        return t - min(by, t - self.start)

    def _later(self, t: datetime, by: timedelta) -> datetime:
        return t + min(by, self.end - t)
