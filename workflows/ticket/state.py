"""What a run knows of its ticket: what every decision starts from, and what each is taken into."""

from typing import Any

from domain.clock.next_timer import NextTimer
from domain.deciding.decision import Decision
from domain.deciding.parsing import read_opening
from domain.deciding.second_opening import require_same
from domain.showing.snapshot import Snapshot, snapshot
from domain.ticket.evolve import evolve
from domain.ticket.memory import Memory
from domain.ticket.recorded import Recorded
from domain.ticket.ticket import Closed, Ticket
from workflows.refusing import refusal
from workflows.ticket.carried import Carried


class TicketState:
    """The ticket with its events, what comes next, and the commands that it remembers."""

    def __init__(self, carried: Carried | None) -> None:
        self.ticket: Ticket | None = carried.ticket if carried else None
        self.next_timer: NextTimer | None = carried.next_timer if carried else None
        self.deadline: NextTimer | None = carried.deadline if carried else None
        self.stream: list[Recorded] = []
        if carried:
            self.stream = [*carried.stream, *(one.recorded for one in carried.unwritten)]
        self.memory = carried.memory if carried else Memory()

    @property
    def is_closed(self) -> bool:
        """Whether the ticket has ended."""
        return self.ticket is not None and isinstance(self.ticket.status, Closed)

    def present(self) -> Ticket:
        """The ticket. Raises a refusal where its opening is not decided yet."""
        if self.ticket is None:
            raise refusal("this ticket is not open yet; try again in a moment")
        return self.ticket

    def snapshot(self) -> Snapshot:
        """The ticket at a glance."""
        return snapshot(self.present(), self.next_timer, self.deadline)

    def check_same_opening(self, message: Any) -> None:
        """Refuse an opening that asks for another ticket than the one which has this id."""
        if message is None:
            return
        require_same(read_opening(message), self.present())

    def take_in(self, recorded: Recorded) -> Ticket:
        """Take in one event of a decision. Answers the ticket as it then is."""
        self.ticket = evolve(self.ticket, recorded)
        return self.ticket

    def settle(self, decision: Decision) -> None:
        """Take in what else a decision says, once all its events are."""
        self.next_timer, self.deadline = decision.next_timer, decision.deadline
        self.stream += decision.events
