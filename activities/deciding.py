"""Deciding: the one local activity, around the pure functions of the domain."""

from datetime import datetime

from temporalio import activity

from activities.names import DECIDE, Turn
from domain.advance import after
from domain.business_time import CalendarError
from domain.contacts import HasContact, everybody
from domain.contract.calendars import HolidaySource
from domain.contract.library import Library
from domain.decision import Decision, open_ticket, refuse_signal, take, tick
from domain.errors import DomainError
from domain.evolve import replay
from domain.importing import import_turn
from domain.migrating import TermsAt
from domain.request import Request
from domain.resolving import resolve
from domain.standing import attributes
from domain.terms import Terms


class BeyondTheCalendar(DomainError):
    """A request as of an instant for which no calendar can be made."""


def resolver(library: Library, holidays: HolidaySource) -> TermsAt:
    """What turns a request into terms, under these contracts and public holidays."""

    def terms(request: Request, at: datetime) -> Terms:
        try:
            return resolve(library.named(request.contract), request, at, holidays)
        except CalendarError as beyond:
            raise BeyondTheCalendar(str(beyond)) from None

    return terms


class Deciding:
    """Decides turns. It asks no clock: every turn carries its instant."""

    def __init__(self, terms: TermsAt, has_contact: HasContact = everybody) -> None:
        """Decide under these contracts; `has_contact` says which levels have anybody to tell."""
        self._terms = terms
        self._has_contact = has_contact

    @activity.defn(name=DECIDE)
    async def decide(self, turn: Turn) -> Decision:
        """The activity: as `decided`, with what it changes for those who search."""
        decision = await self.decided(turn)
        if decision.refusal is not None:
            return decision
        before = attributes(turn.ticket, turn.alarm) if turn.ticket else {}
        ticket = after(turn.ticket, decision.events) if turn.ticket else replay(decision.events)
        now = attributes(ticket, decision.alarm)
        changed = {name: value for name, value in now.items() if before.get(name, "") != value}
        return decision.model_copy(update={"attributes": changed})

    async def decided(self, turn: Turn) -> Decision:
        """The decision of one turn. It raises only where we have a bug (semantics 24)."""
        if turn.opening is not None:
            opening = turn.opening
            if turn.history is not None:
                imported = import_turn(
                    opening,
                    turn.history,
                    lambda at: self._terms(opening.request, at),
                    turn.now,
                    has_contact=self._has_contact,
                )
                return imported.decision_with(self._has_contact)
            return open_ticket(
                opening, lambda at: self._terms(opening.request, at), turn.now, has_contact=self._has_contact
            )
        if turn.ticket is None:
            raise ValueError("a turn is an opening or has a ticket")
        if turn.command is not None:
            return take(
                turn.ticket,
                turn.command,
                turn.now,
                answers=turn.answers,
                terms_at=self._terms,
                has_contact=self._has_contact,
            )
        if turn.refused is not None:
            return refuse_signal(turn.ticket, turn.refused, turn.now, self._has_contact)
        return tick(turn.ticket, turn.now, self._has_contact)
