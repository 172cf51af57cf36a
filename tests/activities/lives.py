"""Tickets that live: real events, decided by the domain, under a small contract of our own."""

from datetime import UTC, datetime, timedelta
from typing import Any

from activities.names import JournalEntry
from domain.business_time import CalendarSpec
from domain.clock.advance import after
from domain.clock.deadlines import next_deadline
from domain.deciding.decision import Decision
from domain.deciding.turns import open_ticket, take, tick
from domain.showing.announcements import Announcement
from domain.showing.standing import Standing, standing
from domain.terms.request import Request
from domain.terms.terms import Level, Row, Silence, Step, Terms, Within
from domain.ticket.commands import Command, OpenTicket
from domain.ticket.evolve import evolve
from domain.ticket.recorded import GENESIS, Recorded
from domain.ticket.ticket import Ticket

MONDAY = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
"""Nine o'clock in Rome."""

TERMS = Terms(
    contract="house-2026",
    plan="gold",
    theatre="europe",
    calendars={
        "office": CalendarSpec.model_validate(
            {"zone": "Europe/Rome", "week": {day: ["09:00-18:00"] for day in ("mon", "tue", "wed", "thu", "fri")}}
        )
    },
    priorities=("P1", "P2"),
    levels=(Level(name="support-team"), Level(name="team-leader")),
    promises=("reaction",),
    rows={
        priority: Row(
            promises={"reaction": Within(budget=timedelta(hours=hours))},
            ladder=(Step(level="team-leader", after=timedelta(hours=4 * hours)),),
        )
        for priority, hours in (("P1", 1), ("P2", 2))
    },
    warnings=(0.5, 0.75),
    silence=Silence(
        reminders=(timedelta(hours=9),),
        step_down=timedelta(hours=18),
        propose_closing=timedelta(hours=27),
    ),
    time_to_disagree=timedelta(hours=45),
)


class Life:
    """A ticket from its opening on. What it does is decided as the workflow decides it."""

    def __init__(
        self,
        ticket: str,
        *,
        customer: str = "Bakery Rossi",
        subject: str = "Nobody can call us",
        priority: str = "P1",
        contract: str = "house-2026",
        opened_at: datetime = MONDAY,
        levels: tuple[Level, ...] = TERMS.levels,
    ) -> None:
        request = Request(contract=contract, priority=priority)
        command = OpenTicket(ticket=ticket, customer=customer, subject=subject, request=request)
        terms = TERMS.model_copy(update={"contract": contract, "levels": levels})
        first = open_ticket(command, lambda at: terms, opened_at)
        self.announcements: list[Announcement] = list(first.announcements)
        self.stream = list(first.events)
        self.standings = {first.events[-1].number: self._standing(first)}

    def does(self, command: Command, at: datetime) -> "Life":
        decision = take(self._ticket, command, at, awaited=True)
        assert decision.refusal is None, decision.refusal
        return self._goes_on(decision)

    def rings(self, at: datetime) -> "Life":
        """What came due by then comes."""
        return self._goes_on(tick(self._ticket, at))

    def _goes_on(self, decision: Decision) -> "Life":
        self.announcements += decision.announcements
        self.stream += decision.events
        self.standings[self.stream[-1].number] = self._standing(decision)
        return self

    def entry(self, first: int = 1, last: int | None = None, **changes: Any) -> JournalEntry:
        """What the workflow gives the journal for these events (to the end of a turn), both included."""
        last = last or len(self.stream)
        usual = JournalEntry(
            ticket=self.standing.ticket,
            chain="the-first-run",
            at=self.stream[last - 1].recorded_at,
            events=tuple(self.stream[first - 1 : last]),
            standing=self.standings[last],
            previous_digest=self.digest_before(first),
            told=tuple(one for one in self.announcements if first <= one.event <= last),
            zone="Europe/Rome",
        )
        return usual.model_copy(update=changes)

    def digest_before(self, number: int) -> str:
        return GENESIS if number == 1 else self.stream[number - 2].digest

    @property
    def standing(self) -> Standing:
        return self.standings[len(self.stream)]

    @property
    def events(self) -> tuple[Recorded, ...]:
        return tuple(self.stream)

    @property
    def _ticket(self) -> Ticket:
        return after(evolve(None, self.stream[0]), self.stream[1:])

    def _standing(self, decision: Decision) -> Standing:
        return standing(self._ticket, decision.next_timer, next_deadline(self._ticket))
