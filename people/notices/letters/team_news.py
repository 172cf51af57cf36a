"""What a level reads when somebody else acts: a new ticket, an answer, a reopening, the on-call service."""

from domain.ticket.events import CustomerResponded, OnCallEngaged, ThirdPartyResponded, TicketOpened, TicketReopened
from people.notices.letter import Letter, Urgency
from people.notices.letters.reasons import reason
from people.notices.letters.scene import Scene
from people.notices.letters.to_team import letter
from people.notices.wording.cleaning import one_line


def opening(scene: Scene, role: str, event: TicketOpened) -> Letter:
    """A new ticket."""
    say = scene.voice.say
    paragraphs: tuple[str, ...] = ()
    if not event.terms.guaranteed:
        paragraphs = (say("The contract does not guarantee the times of this ticket."),)
    return letter(
        scene,
        role,
        "opening",
        Urgency.CALM,
        say("New ticket, %(priority)s", priority=scene.priority),
        say(
            "%(customer)s has a new ticket, %(ticket)s, with priority %(priority)s.",
            customer=scene.customer,
            ticket=scene.id,
            priority=scene.priority,
        ),
        paragraphs=paragraphs,
    )


def customer_responded(scene: Scene, role: str, event: CustomerResponded) -> Letter:
    """The customer was heard from."""
    say = scene.voice.say
    headline = say("The customer has answered on ticket %(ticket)s.", ticket=scene.id)
    if event.accepts_solution:
        headline = say("The customer accepts the solution of ticket %(ticket)s.", ticket=scene.id)
    return letter(
        scene,
        role,
        "response",
        Urgency.CALM,
        say("The customer has answered"),
        headline,
        quotes=scene.quote(say("The answer"), event.text),
    )


def third_party_responded(scene: Scene, role: str, event: ThirdPartyResponded) -> Letter:
    """Another company was heard from."""
    say = scene.voice.say
    if event.party:
        party = one_line(event.party)
        what = say("%(party)s has answered", party=party)
        headline = say("%(party)s has answered on ticket %(ticket)s.", party=party, ticket=scene.id)
    else:
        what = say("The third party has answered")
        headline = say("The third party has answered on ticket %(ticket)s.", ticket=scene.id)
    return letter(
        scene, role, "third-party", Urgency.CALM, what, headline, quotes=scene.quote(say("The answer"), event.text)
    )


def reopened(scene: Scene, role: str, event: TicketReopened) -> Letter:
    """Not solved after all."""
    say = scene.voice.say
    return letter(
        scene,
        role,
        "reopened",
        Urgency.SOON,
        say("Reopened"),
        say("Ticket %(ticket)s is open again: the problem is not solved.", ticket=scene.id),
        quotes=scene.quote(say("Reason"), reason(scene, event.reason)),
    )


def on_call_engaged(scene: Scene, role: str, event: OnCallEngaged) -> Letter:
    """The on-call service has the ticket."""
    say = scene.voice.say
    return letter(
        scene,
        role,
        "on-call-engaged",
        Urgency.SOON,
        say("The on-call service has the ticket"),
        say(
            "The on-call service has taken ticket %(ticket)s; what it covers now counts around the clock.",
            ticket=scene.id,
        ),
    )
