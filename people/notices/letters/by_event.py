"""Which letter an announcement is, for whom it is meant."""

from typing import assert_never

from domain.showing.announcements import ON_CALL
from domain.ticket.events import (
    Acknowledged,
    ClosingProposed,
    CommandRefused,
    CustomerReminded,
    CustomerResponded,
    Escalated,
    MissWithdrawn,
    NoteAdded,
    OnCallEngaged,
    PriorityChanged,
    PriorityConfirmed,
    PromiseKept,
    PromiseMissed,
    ThirdPartyResponded,
    TicketAssigned,
    TicketClosed,
    TicketImported,
    TicketMigrated,
    TicketOpened,
    TicketReopened,
    TicketResolved,
    WaitEnded,
    WaitStarted,
    WarningGiven,
)
from domain.ticket.ledger import CUSTOMER
from people.notices.letter import Letter
from people.notices.letters import (
    customer_ending,
    customer_news,
    customer_waiting,
    team_changes,
    team_clock,
    team_news,
)
from people.notices.letters.alarm import alarm
from people.notices.letters.scene import Scene
from people.notices.notice import Notice
from people.notices.wording.voice import Voice


class NobodysNews(LookupError):
    """An event of which this recipient is never told."""

    def __init__(self, event: str, role: str) -> None:
        super().__init__(f"{role} is not told of {event}; render only what `domain.showing.announcements` announces")


def letter_of(notice: Notice, role: str, voice: Voice, name: str) -> Letter:
    """What one recipient is told. `role`: `customer`, `on-call` or a level; `name`: how the reader is called.

    Raises `NobodysNews` for an event that is announced to nobody, or not to this recipient.
    """
    scene = Scene(notice, voice)
    if role == ON_CALL:
        return alarm(scene, role)
    found = _to_customer(scene, name) if role == CUSTOMER else _to_a_level(scene, role)
    if found is None:
        raise NobodysNews(notice.event.type, role)
    return found


def _to_customer(scene: Scene, name: str) -> Letter | None:
    event = scene.notice.event
    match event:
        case TicketOpened():
            return customer_news.opening(scene, name)
        case PriorityConfirmed():
            return customer_news.priority_notification(scene, name, event)
        case WaitStarted(on="customer"):
            return customer_waiting.question(scene, name, event)
        case CustomerReminded():
            return customer_waiting.reminder(scene, name, event)
        case PriorityChanged():
            return customer_news.priority_changed(scene, name, event)
        case Escalated():
            return customer_news.escalated(scene, name, event)
        case PromiseMissed(promise="answer"):
            return customer_news.answer_missed(scene, name, event)
        case MissWithdrawn(promise="answer"):
            return customer_news.answer_in_time(scene, name, event)
        case TicketResolved():
            return customer_ending.resolved(scene, name, event)
        case TicketReopened():
            return customer_ending.reopened(scene, name, event)
        case TicketClosed():
            return customer_ending.closed(scene, name, event)
        case TicketImported() | TicketMigrated() | CustomerResponded() | ThirdPartyResponded() | CommandRefused():
            return None
        case Acknowledged() | WaitStarted() | WaitEnded() | OnCallEngaged() | TicketAssigned() | NoteAdded():
            return None
        case WarningGiven() | PromiseKept() | PromiseMissed() | MissWithdrawn() | ClosingProposed():
            return None
        case _:
            assert_never(event)


def _to_a_level(scene: Scene, role: str) -> Letter | None:
    event = scene.notice.event
    match event:
        case TicketOpened():
            return team_news.opening(scene, role, event)
        case CustomerResponded():
            return team_news.customer_responded(scene, role, event)
        case ThirdPartyResponded():
            return team_news.third_party_responded(scene, role, event)
        case TicketReopened():
            return team_news.reopened(scene, role, event)
        case OnCallEngaged():
            return team_news.on_call_engaged(scene, role, event)
        case WarningGiven():
            return team_clock.warning(scene, role, event)
        case PromiseMissed():
            return team_clock.missed(scene, role, event)
        case MissWithdrawn():
            return team_clock.withdrawn(scene, role, event)
        case Escalated():
            return team_clock.escalated(scene, role, event)
        case PriorityChanged():
            return team_changes.priority_changed(scene, role, event)
        case ClosingProposed():
            return team_changes.closing_proposed(scene, role, event)
        case TicketMigrated():
            return team_changes.migrated(scene, role, event)
        case CommandRefused():
            return team_changes.refused(scene, role, event)
        case TicketImported() | Acknowledged() | PromiseKept() | TicketAssigned() | NoteAdded() | WaitEnded():
            return None
        case PriorityConfirmed() | WaitStarted() | CustomerReminded() | TicketResolved() | TicketClosed():
            return None
        case _:
            assert_never(event)
