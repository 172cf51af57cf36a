"""What can be asked of a ticket's workflow at any time. Answers change nothing, and stand in no history."""

from abc import ABC, abstractmethod
from typing import Final

from temporalio import workflow

from domain.brief import brief
from domain.business_time import CalendarError
from domain.deciding.parsing import read_instant
from domain.errors import DomainError
from domain.showing.explain import Explanation, explain
from domain.showing.judged import explain_life
from domain.showing.snapshot import Snapshot
from domain.ticket.recorded import Recorded, latest
from workflows import messages
from workflows.arguments import only
from workflows.refusing import refusal
from workflows.ticket.showing.status_markdown import page
from workflows.ticket.state import TicketState

EXPLAINED: Final = 1000
"""The events from which a query tells what was judged, at most: to read them takes the time of a task."""
ANSWERED_BYTES: Final = 1_000_000
"""The events that a query answers with, at most: an answer is a message, and has the limit of one."""


class Queries(ABC):
    """The queries of a ticket's workflow, and the page that the Temporal UI shows of it."""

    @property
    @abstractmethod
    def state(self) -> TicketState:
        """What they are answered from."""

    @workflow.query(name=messages.SNAPSHOT, description="Where the ticket stands.")
    def snapshot(self) -> Snapshot:
        """Where the ticket stands."""
        return self.state.snapshot()

    @workflow.query(name=messages.EVENTS, description="All events, in order.")
    def events(self) -> list[Recorded]:
        """The last of its events: all of them, but for the oldest of a very long life."""
        return list(latest(self.state.stream, ANSWERED_BYTES))

    @workflow.query(name=messages.EXPLANATION, description="Why each deadline is when it is.")
    def explanation(self, *at: object) -> Explanation:
        """Why each deadline is when it is, as of an instant (the last event's, where none or an earlier one is given).

        What was judged is told as long as the run holds all events; the command line reads the others in the journal.
        """
        ticket, stream = self.state.present(), self.state.stream
        try:
            when = max(read_instant(only(at)) or ticket.recorded_at, ticket.recorded_at)
            return (
                explain_life(stream, when) if 0 < len(stream) == ticket.number <= EXPLAINED else explain(ticket, when)
            )
        except (DomainError, CalendarError) as refused:
            raise refusal(messages.REFUSED_QUERY + brief(str(refused))) from None

    def status_page(self) -> str:
        """Where it stands, as the Temporal UI shows it; empty before it is open."""
        state = self.state
        return page(state.snapshot(), state.stream) if state.ticket is not None else ""
