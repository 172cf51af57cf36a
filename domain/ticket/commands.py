"""What people and systems ask of a ticket, in the imperative. Read from top to bottom: the life of a ticket.

Every command may carry an `id`, so that a repeat changes nothing; an `at`, the instant at which it was true; and the
`sent_at` with which its sender stamped it (semantics 23).
"""

from typing import Annotated, Literal

from pydantic import Field

from domain.terms.request import Request
from domain.terms.terms import LevelName, PriorityName
from domain.text import NO_SUBJECT, NO_TEXT, Instant, Line, Subject, Text, TicketId, Words
from domain.value import Value


class _Command(Value):
    id: Line | None = None
    """The same id again changes nothing."""
    at: Instant | None = None
    """When it was true; when it was sent, where it is not given."""
    sent_at: Instant | None = None
    """The sender's stamp; when it arrived, where it is not given."""
    by: Line | None = None
    """Who gives the command: an operator's name, or the system that sends it."""


class OpenTicket(_Command):
    """Open a ticket for one single problem of a customer."""

    type: Literal["open"] = "open"
    ticket: TicketId
    customer: Line
    subject: Subject = NO_SUBJECT
    request: Request


class Acknowledge(_Command):
    """Take the case in charge; or, for a level that was asked to help, answer (semantics 17a)."""

    type: Literal["acknowledge"] = "acknowledge"
    level: LevelName | None = None


class ConfirmPriority(_Command):
    """Tell the customer the priority that was determined."""

    type: Literal["confirm_priority"] = "confirm_priority"


class WaitForCustomer(_Command):
    """Stop the clock: the customer has something to answer or to do."""

    type: Literal["wait_for_customer"] = "wait_for_customer"
    question: Words = None


class WaitForThirdParty(_Command):
    """Stop the clock: another company has something to do."""

    type: Literal["wait_for_third_party"] = "wait_for_third_party"
    party: Line


class RecordCustomerResponse(_Command):
    """The customer answered, whatever channel it came through (semantics 14, 21b)."""

    type: Literal["customer_responded"] = "customer_responded"
    accepts_solution: bool = False
    text: Words = None


class RecordThirdPartyResponse(_Command):
    """A third party answered: the one that is named, or all that are waited for."""

    type: Literal["third_party_responded"] = "third_party_responded"
    party: Line | None = None
    text: Words = None


class StopWaiting(_Command):
    """Take the question back: the ticket no longer waits on the customer, on a party, or (unnamed) on anybody."""

    type: Literal["stop_waiting"] = "stop_waiting"
    on: Line | None = None


class EngageOnCall(_Command):
    """The customer phoned the on-call service about this ticket; from then on it counts on call."""

    type: Literal["engage_on_call"] = "engage_on_call"


class Escalate(_Command):
    """Ask for a higher level (semantics 18), the next one or the one that is named; or again for one that was asked."""

    type: Literal["escalate"] = "escalate"
    to: LevelName | None = None
    requested_by: Line = "customer"
    """`customer`, or the level that asks."""
    reason: Words = None


class ChangePriority(_Command):
    """Raise or lower the priority."""

    type: Literal["change_priority"] = "change_priority"
    priority: PriorityName
    reason: Words = None


class Migrate(_Command):
    """Move the ticket to the terms of another contract, or of another version or plan of its own."""

    type: Literal["migrate"] = "migrate"
    contract: Line
    plan: Line | None = None
    """The plan of the same name where it is not given."""
    theatre: Line | None = None
    """The theatre that the ticket was opened with where it is not given."""
    priority: PriorityName | None = None
    """What the present priority is there; the one of the same name where it is not given."""
    reason: Words = None


class Assign(_Command):
    """Name the engineer who works on the ticket."""

    type: Literal["assign"] = "assign"
    to: Line


class AddNote(_Command):
    """Write something down for the record."""

    type: Literal["add_note"] = "add_note"
    text: Text = NO_TEXT


class Resolve(_Command):
    """The problem is solved; the customer has time to disagree."""

    type: Literal["resolve"] = "resolve"
    summary: Words = None


class Reopen(_Command):
    """The problem is back within the time to disagree."""

    type: Literal["reopen"] = "reopen"
    reason: Words = None


class Close(_Command):
    """End the ticket for good."""

    type: Literal["close"] = "close"
    reason: Words = None


Command = Annotated[
    Acknowledge
    | ConfirmPriority
    | WaitForCustomer
    | WaitForThirdParty
    | RecordCustomerResponse
    | RecordThirdPartyResponse
    | StopWaiting
    | EngageOnCall
    | Escalate
    | ChangePriority
    | Migrate
    | Assign
    | AddNote
    | Resolve
    | Reopen
    | Close,
    Field(discriminator="type"),
]
"""Everything that can be asked of an open ticket."""
