"""Tickets under the published contracts, and what moving them would do."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from activities.deciding import resolver
from contracts.public_holidays import public_holidays
from domain.clock.advance import after
from domain.clock.due import due
from domain.deciding.turns import open_ticket, take, tick
from domain.ticket.commands import Command, OpenTicket
from domain.ticket.evolve import replay
from domain.ticket.recorded import Recorded
from moving.migration.differing import Difference
from moving.migration.foreseeing import Foreseen, NotMoved
from moving.migration.preview import Preview, foresee_one, summed
from moving.migration.wanted import Wanted
from tests.contracts.given import a_request, library
from tests.domain.given.times import A_MILLISECOND

TERMS_AT = resolver(library(), public_holidays)
TO_5 = Wanted(contract="imagiclecare-5.0")
TO_GOLD = Wanted(contract="imagiclecare-5.0", plan="gold")
TO_IMAGEN = Wanted(
    contract="imagen-ti",
    plan="standard",
    theatre="mexico",
    priorities={"P1": "critical", "P2": "serious", "P3": "minor", "P4": "minor"},
)


def rome(text: str) -> datetime:
    """A wall clock in Rome: `2026-11-17 09:00`, a Tuesday."""
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo("Europe/Rome"))


class Past:
    """What was recorded of a ticket until now."""

    def __init__(self, at: datetime, contract: str = "imagiclecare-4.1", **request: str) -> None:
        asked = a_request(contract, **request)
        opening = OpenTicket(ticket="T-1", customer="Acme", subject="No calls", request=asked)
        self.stream = list(open_ticket(opening, lambda at: TERMS_AT(asked, at), at).events)
        self.ticket = replay(self.stream)

    def add(self, events: Sequence[Recorded]) -> None:
        """More of it."""
        self.stream += events
        self.ticket = after(self.ticket, events)

    def until(self, now: datetime) -> "Past":
        """Time passes, and every alarm rings."""
        while (upcoming := due(self.ticket)) is not None and upcoming.at < now:
            rings = tick(self.ticket, min(upcoming.at + A_MILLISECOND, now))
            self.add(rings.events)
        return self

    def then(self, command: Command, now: datetime) -> "Past":
        """Time passes, then a command comes."""
        decision = take(self.until(now).ticket, command, now, awaited=True)
        assert decision.refusal is None, decision.refusal
        self.add(decision.events)
        return self

    def foreseen(self, wanted: Wanted, now: datetime) -> Foreseen:
        """What moving it would do."""
        found = self.looked_at(wanted, now)
        assert isinstance(found, Foreseen), found
        return found

    def looked_at(self, wanted: Wanted, now: datetime) -> Foreseen | NotMoved:
        """The same, or why it cannot be moved."""
        return foresee_one(self.until(now).stream, wanted, library()[wanted.contract], now, TERMS_AT)


def in_sum(*found: Foreseen | NotMoved) -> Preview:
    """Several tickets together."""
    return summed(found)


def seen(differences: Sequence[Difference]) -> list[tuple[str, str | None, str]]:
    """What becomes of each thing that differs."""
    return [
        (one.what, one.level, difference.effect)
        for difference in differences
        if difference.effect != "same" and (one := difference.before or difference.after)
    ]
