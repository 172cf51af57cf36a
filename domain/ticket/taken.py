"""Whether an event is what a command brought about, where nothing but the events is known any more."""

from collections.abc import Iterable

from domain.errors import OtherContent
from domain.ticket.commands import ChangePriority, Command, WaitForCustomer, WaitForThirdParty
from domain.ticket.events import (
    Acknowledged,
    CustomerResponded,
    Escalated,
    Event,
    FromOutside,
    NoteAdded,
    OnCallEngaged,
    PriorityChanged,
    PriorityConfirmed,
    ThirdPartyResponded,
    TicketAssigned,
    TicketClosed,
    TicketMigrated,
    TicketReopened,
    TicketResolved,
    WaitEnded,
    WaitStarted,
)
from domain.ticket.ledger import CUSTOMER, THIRD_PARTY
from domain.ticket.recorded import Recorded

BRINGS: dict[str, type[FromOutside]] = {
    "acknowledge": Acknowledged,
    "confirm_priority": PriorityConfirmed,
    "wait_for_customer": WaitStarted,
    "wait_for_third_party": WaitStarted,
    "customer_responded": CustomerResponded,
    "third_party_responded": ThirdPartyResponded,
    "stop_waiting": WaitEnded,
    "engage_on_call": OnCallEngaged,
    "escalate": Escalated,
    "change_priority": PriorityChanged,
    "migrate": TicketMigrated,
    "assign": TicketAssigned,
    "add_note": NoteAdded,
    "resolve": TicketResolved,
    "reopen": TicketReopened,
    "close": TicketClosed,
}
"""The event that each command brings about, among others that follow from it."""
WORDS = ("question", "text", "summary", "reason", "to", "party", "level", "requested_by")
"""What a command says and its event keeps as it was said."""


def was_taken(stream: Iterable[Recorded], command: Command) -> bool:
    """Whether a ticket's events tell of this very command. Raises `OtherContent` where its id was another's."""
    same_id = [one.event for one in stream if isinstance(one.event, FromOutside) and one.event.command == command.id]
    if command.id is None or not same_id:
        return False
    if not any(_is_of(command, event) for event in same_id):
        raise OtherContent(command.id)
    return True


def _is_of(command: Command, event: Event) -> bool:
    if not isinstance(event, BRINGS[command.type]):
        return False
    asked, kept = command.model_dump(), event.model_dump()
    if any(kept[name] != asked[name] for name in WORDS if name in asked and name in kept):
        return False
    match command:
        case WaitForCustomer():
            return bool(kept["on"] == CUSTOMER)
        case WaitForThirdParty(party=party):
            return bool(kept["on"] == f"{THIRD_PARTY}{party}")
        case ChangePriority(priority=priority):
            return bool(kept["after"] == priority)
        case _:
            return True
