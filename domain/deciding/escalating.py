"""Escalation by request: who may ask for which level, and what it brings (semantics 14 and 18)."""

from domain.deciding.origin import Origin
from domain.errors import EscalationNotOffered, NothingAbove, RequesterNotReached, UnknownLevel
from domain.terms.terms import LevelName
from domain.ticket.commands import Escalate
from domain.ticket.events import Escalated, Event, TicketReopened, WaitEnded
from domain.ticket.ledger import CUSTOMER
from domain.ticket.ticket import Running, Ticket, Working


def escalate(ticket: Ticket, command: Escalate, origin: Origin) -> list[Event]:
    """The facts of an escalation that somebody asks for.

    From the customer it is a response as well: it ends the wait on the customer and reopens a resolved ticket. A
    level that the ticket has reached is asked again once it has answered, or is late: that moves nothing.
    """
    level = _level_asked_for(ticket, command)
    _check_requester(ticket, command.requested_by, level)
    events: list[Event] = []
    if command.requested_by == CUSTOMER:
        events += _heard(ticket, origin)
    levels = ticket.terms.level_names
    moves = ticket.terms.height(level) > ticket.terms.height(ticket.level)
    if moves or _can_be_asked_again(ticket, level):
        before = ticket.level if moves else level
        events.append(
            Escalated(
                **origin,
                before=before,
                after=level,
                skipped=levels[levels.index(before) + 1 : levels.index(level)],
                requested_by=command.requested_by,
                reason=command.reason,
            )
        )
    return events


def _can_be_asked_again(ticket: Ticket, level: LevelName) -> bool:
    """Whether the level was asked before and owes no answer in time any more (semantics 18)."""
    answer = ticket.answers.get(level)
    return answer is not None and not isinstance(answer.judgement, Running)


def _level_asked_for(ticket: Ticket, command: Escalate) -> LevelName:
    levels = ticket.terms.level_names
    if command.to is not None:
        if command.to not in levels:
            raise UnknownLevel(command.to, levels)
        return command.to
    above = levels[ticket.terms.height(ticket.level) + 1 :]
    if not above:
        raise NothingAbove(ticket.level)
    return above[0]


def _check_requester(ticket: Ticket, requester: str, level: LevelName) -> None:
    terms = ticket.terms
    allowed = terms.level(level).requested_by
    if requester not in allowed:
        raise EscalationNotOffered(requester, level, terms.contract, allowed)
    if requester != CUSTOMER and terms.height(requester) > terms.height(ticket.level):
        raise RequesterNotReached(requester, ticket.level)


def _heard(ticket: Ticket, origin: Origin) -> list[Event]:
    status = ticket.status
    if not isinstance(status, Working):
        return [TicketReopened(**origin, reason="the customer escalated")]
    return [WaitEnded(**origin, on=CUSTOMER)] if status.customer else []
