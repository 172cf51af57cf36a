"""How a list of tickets reads: what is late stands out, and each row says what has to be done by when."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from activities.journal.listed import Miss, Page
from domain.showing.standing import Standing
from doors.application.lost import CLOSED, told
from doors.application.naming import Naming, in_short
from doors.cli.looking.status_lines import verdict
from doors.cli.reader_clock import ReaderClock
from doors.cli.rendering import LATE, QUIET, SOON, WIDE, Cell, Column, console, say, show_table, styled
from doors.cli.spans import from_now

if TYPE_CHECKING:
    from runtime.temporal.fates import Fate

CLOSE = timedelta(hours=1)
"""What is due within so much time stands out."""
PLAIN = ""
_REST = (Column("customer, subject", least=16, cut=True), "stands", Column("due", least=19))


@dataclass(frozen=True, slots=True)
class View:
    """What one needs to show a list."""

    naming: Naming
    clock: ReaderClock
    now: datetime
    misses: Mapping[str, Miss]
    fates: "Mapping[str, Fate]"

    def show(self, page: Page) -> None:
        """The list on standard output, how much of the whole it is, and how it goes on."""
        wide = console().width >= WIDE
        rows = [self._row(one.standing, wide=wide) for one in page.tickets]
        say(self.clock.heading(self.now), "")
        show_table(None, ("ticket", "contract", *_REST) if wide else ("ticket", *_REST), rows, edge=False)
        say("", *_footer(page))

    def _row(self, standing: Standing, *, wide: bool) -> Sequence[Cell]:
        quiet = QUIET if standing.status == CLOSED else PLAIN
        contract, plan = self.naming.contract(standing), self.naming.plan(standing)
        who = styled((standing.customer, quiet), (standing.subject, quiet))
        rest = who, styled(*self._stands(standing, quiet)), styled(*self._due(standing, quiet, wide=wide))
        if wide:
            where = f"{plan}, {self.naming.theatre(standing)}"
            return styled((standing.ticket, quiet or "bold")), styled((contract, quiet), (where, quiet)), *rest
        return styled((standing.ticket, quiet or "bold"), (contract, QUIET), (plan, QUIET)), *rest

    def _stands(self, standing: Standing, quiet: str) -> Iterator[tuple[str, str]]:
        """Priority and status, what went wrong, the level, and who has it."""
        waits = f" on {' and '.join(standing.waiting_on)}" if standing.waiting_on else ""
        yield f"{self.naming.priority(standing)} {standing.status}{waits}", quiet
        if standing.breached:
            called, style = verdict(breach=standing.guaranteed)
            yield called, quiet or style
        if fate := self.fates.get(standing.ticket):
            yield f"LOST (its workflow is {told(fate)})", LATE
        yield self.naming.level(standing, standing.level), quiet
        if standing.owner:
            yield standing.owner, quiet

    def _due(self, standing: Standing, quiet: str, *, wide: bool) -> Iterator[tuple[str, str]]:
        """What is late, and how far the next deadline is; where none runs, what comes by itself."""
        at, label, miss = standing.deadline, standing.deadline_is or "", self.misses.get(standing.ticket)
        left = at - self.now if at else None
        urgent = PLAIN if left is None or left > CLOSE else LATE if left < timedelta() else SOON
        if miss is not None:
            missed = f"answer of {miss.level}" if miss.promise == "answer" else miss.promise
            yield from self._lines(standing, miss.due_at, missed, LATE, wide=wide)
            if at is not None:
                yield f"next {from_now(at, self.now)}", urgent
        elif at is not None:
            yield from self._lines(standing, at, label, urgent, wide=wide)
        elif standing.next_due is not None:
            # The clock stands, or the customer may disagree: nothing is promised until it runs again.
            yield from self._lines(standing, standing.next_due, standing.next_is or "", QUIET, wide=wide)
        else:
            yield "-", quiet

    def _lines(
        self, standing: Standing, at: datetime, label: str, style: str, *, wide: bool
    ) -> Iterator[tuple[str, str]]:
        named = self.naming.label(standing, label) if wide else in_short(label)
        yield from_now(at, self.now), style
        yield f"{self.clock.day_and_time(at, self.now)} {named}", QUIET if style == QUIET else PLAIN


def footer_place(page: Page) -> str | None:
    """The place behind which the list goes on; `None` where nothing follows."""
    if not page.tickets or page.tickets[-1].place.shown >= page.total:
        return None
    return page.tickets[-1].place.written()


def _footer(page: Page) -> Iterator[str]:
    first, last = page.tickets[0].place.shown, page.tickets[-1].place.shown
    if first == 1 and last >= page.total:
        yield f"{last:,} tickets" if last != 1 else "1 ticket"
        return
    shown = f"{last:,}" if first == 1 else f"{first:,} to {last:,}"
    yield f"{shown} of {page.total:,} tickets"
    if place := footer_place(page):
        yield f"The next ones: --after {place}"
