"""What a message says: the announcements of some letters as one envelope, from the streams of their tickets."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from hashlib import sha256
from typing import Any, Protocol

from activities.delivery.letters import Letter
from activities.delivery.names import Delivery
from domain.showing.sentences import sentence
from domain.showing.standing import standing
from domain.ticket.evolve import evolve
from domain.ticket.recorded import Recorded
from domain.ticket.ticket import Ticket
from people.channels.envelope import Envelope
from people.directory.routing import Person

Streams = Mapping[str, Sequence[Recorded]]
"""The events of tickets, by the tickets' names."""


class Words(Protocol):
    """A message's words; `notices` has them in a reader's language."""

    @property
    def subject(self) -> str:
        """One line."""

    @property
    def text(self) -> str:
        """All of it, plain."""

    @property
    def html(self) -> str:
        """All of it, as a page."""

    @property
    def short(self) -> str:
        """At most 160 characters."""


class Render(Protocol):
    """Writes one message about one or more announcements. The same arguments give the same words."""

    def __call__(self, letters: Sequence[Letter], streams: Streams, person: Person, at: datetime) -> Words:
        """The message of these letters to that person, written at an instant."""
        ...


def message_id(delivery: Delivery) -> str:
    """The same for the same announcements to the same person through the same channel, however often it is sent."""
    keys = sorted(letter.key for letter in delivery.letters)
    call = "" if delivery.call is None else str(delivery.call)
    return sha256("\n".join((delivery.person, delivery.channel, call, *keys)).encode()).hexdigest()[:32]


def envelope(delivery: Delivery, words: Words, facts: Mapping[str, Any]) -> Envelope:
    """The words and the facts under the message's id."""
    tickets = {letter.ticket for letter in delivery.letters}
    return Envelope(
        id=message_id(delivery),
        subject=words.subject,
        text=words.text,
        html=words.html,
        short=words.short,
        facts=facts,
        dated=delivery.at,
        thread=tickets.pop() if len(tickets) == 1 else None,
    )


def facts_of(letters: Sequence[Letter], streams: Streams) -> dict[str, Any]:
    """What a webhook posts: `type`, `timestamp` and `data`, as Standard Webhooks recommends."""
    told = [_fact(letter, streams[letter.ticket]) for letter in letters]
    if len(told) == 1:
        return {"type": f"ticket.{told[0]['event']}", "timestamp": told[0]["occurred_at"], "data": told[0]}
    last = max(one["occurred_at"] for one in told)
    return {"type": "tickets.digest", "timestamp": last, "data": {"announcements": told}}


def _fact(letter: Letter, stream: Sequence[Recorded]) -> dict[str, Any]:
    ticket: Ticket | None = None
    for recorded in stream[: letter.event]:
        ticket = evolve(ticket, recorded)
    assert ticket is not None
    event = stream[letter.event - 1].event
    return {
        "ticket": letter.ticket,
        "number": letter.event,
        "event": event.type,
        "recipient": letter.role,
        "occurred_at": event.occurred_at.isoformat(),
        "sentence": sentence(event, ticket.terms.zone),
        "standing": standing(ticket, None).model_dump(mode="json", exclude={"next_due", "next_is"}),
    }


class Bare:
    """What an alarm says where there is no other text, as while the journal is down: enough to go and look."""

    def __init__(self, letter: Letter, call: int) -> None:
        self.short = f"On-call alarm, call {call}: ticket {letter.ticket} needs you. Acknowledge it to end the calls."[
            :160
        ]
        self.subject = f"On-call alarm: ticket {letter.ticket}"
        self.text = self.short
        self.html = f"<p>{self.short}</p>"


def bare_facts(delivery: Delivery) -> dict[str, Any]:
    """The facts of such an alarm."""
    alarm = delivery.letters[0]
    data = {"ticket": alarm.ticket, "number": alarm.event, "recipient": alarm.role, "call": delivery.call}
    return {"type": "ticket.alarm", "timestamp": delivery.at.isoformat(), "data": data}
