"""Deciding: the one local activity, around the pure functions of the domain."""

from collections.abc import Awaitable, Callable
from datetime import datetime

from temporalio import activity

from activities.names import DECIDE, DecisionInput, Found, LookUp
from domain.brief import brief
from domain.business_time import CalendarError
from domain.clock.advance import after
from domain.clock.contacts import HasContact, everybody
from domain.clock.deadlines import next_deadline
from domain.contract.library import Library
from domain.deciding.decision import Decision
from domain.deciding.importing import import_turn
from domain.deciding.migrating import TermsAt
from domain.deciding.turns import open_ticket, refuse_signal, take, tick
from domain.errors import DomainError
from domain.resolving.calendars import HolidaySource
from domain.resolving.resolving import resolve
from domain.showing.standing import attributes
from domain.terms.request import Request
from domain.terms.terms import Terms
from domain.ticket.evolve import replay

LARGEST = 1_000_000
"""Bytes of an opening's decision. The server keeps what one activity answers up to 2 MB."""
SHORT = 200
"""Characters of a text where a history is cramped."""


class BeyondTheCalendar(DomainError):
    """A request as of an instant for which no calendar can be made."""


class TooMuchHistory(DomainError):
    """What had happened to a ticket elsewhere is more than one workflow can be given."""

    def __init__(self, size: int, most: int) -> None:
        super().__init__(
            f"the ticket's history comes to {size / 1000:,.0f} KB here and may have {most / 1000:,.0f} KB; leave out "
            "notes, or open the ticket without its history"
        )


def resolver(library: Library, holidays: HolidaySource) -> TermsAt:
    """What turns a request into terms, under these contracts and public holidays."""

    def terms(request: Request, at: datetime) -> Terms:
        try:
            return resolve(library.named(request.contract), request, at, holidays)
        except CalendarError as beyond:
            raise BeyondTheCalendar(str(beyond)) from None

    return terms


async def every_id_is_free(asked: LookUp) -> Found:
    """What is found where no journal is asked."""
    return Found()


class Deciding:
    """Decides turns. It asks no clock: every turn carries its instant."""

    def __init__(
        self,
        terms: TermsAt,
        has_contact: HasContact = everybody,
        look_up: Callable[[LookUp], Awaitable[Found]] = every_id_is_free,
    ) -> None:
        """Decide under these contracts.

        `has_contact` says which levels have anybody to tell; `look_up` whether the id of an opening had a life before,
        which is asked in the same activity, as another one costs an event of history and a turn of the workflow.
        """
        self._terms = terms
        self._has_contact = has_contact
        self._look_up = look_up

    @activity.defn(name=DECIDE)
    async def decide(self, given: DecisionInput) -> Decision:
        """The activity: as `decided`, with the next deadline, and with what changes for those who search."""
        if given.opening is not None and given.chain is not None:
            found = await self._look_up(LookUp(ticket=given.opening.ticket, chain=given.chain))
            if found.refusal is not None:
                return Decision(refusal=found.refusal)
        decision = await self.decided(_in_short(given) if given.cramped else given)
        if decision.refusal is not None:
            return decision
        if given.opening is not None and (size := len(decision.model_dump_json(exclude_none=True))) > LARGEST:
            return Decision(refusal=TooMuchHistory(size, LARGEST).sentence)
        ticket = after(given.ticket, decision.events) if given.ticket else replay(decision.events)
        deadline = next_deadline(ticket)
        now = attributes(ticket, deadline)
        changed = {name: value for name, value in now.items() if given.shown.get(name, "") != value}
        return decision.model_copy(update={"attributes": changed, "deadline": deadline})

    async def decided(self, given: DecisionInput) -> Decision:
        """The decision of one turn. It raises only where we have a bug (semantics 24)."""
        if given.opening is not None:
            opening = given.opening
            if given.history is not None:
                imported = import_turn(
                    opening,
                    given.history,
                    lambda at: self._terms(opening.request, at),
                    given.now,
                    has_contact=self._has_contact,
                )
                return imported.decision_with(self._has_contact)
            return open_ticket(
                opening, lambda at: self._terms(opening.request, at), given.now, has_contact=self._has_contact
            )
        if given.ticket is None:
            raise ValueError("a turn is an opening or has a ticket")
        if given.command is not None:
            return take(
                given.ticket,
                given.command,
                given.now,
                awaited=given.awaited,
                terms_at=self._terms,
                has_contact=self._has_contact,
            )
        if given.refused is not None:
            return refuse_signal(given.ticket, given.refused, given.now, self._has_contact)
        return tick(given.ticket, given.now, self._has_contact)


def _in_short(given: DecisionInput) -> DecisionInput:
    """The input, whose texts are cut: the fact counts, and its workflow must not end for the size of its history."""
    command = given.command
    if command is None:
        return given
    long = {name: text for name, text in command if isinstance(text, str) and len(text) > SHORT}
    short = {name: brief(text, SHORT) for name, text in long.items()}
    return given.model_copy(update={"command": command.model_copy(update=short)})
