"""What the customer reads when the problem is solved, when it is not after all, and at the end (semantics 21)."""

from typing import assert_never

from domain.business_time import CalendarError
from domain.clock.due import due
from domain.ticket.events import TicketClosed, TicketReopened, TicketResolved
from people.notices.letter import Letter, Urgency
from people.notices.letters.reasons import is_ours
from people.notices.letters.scene import NOTHING_DUE, DueSoon, Scene
from people.notices.letters.to_customer import letter, promised, taken_in_charge_by


def resolved(scene: Scene, name: str, event: TicketResolved) -> Letter:
    """Solved: what was done, and until when one may disagree."""
    say = scene.voice.say
    soon = NOTHING_DUE
    try:
        closing = due(scene.ticket)
    except CalendarError:
        closing = None
    if closing:
        soon = DueSoon(
            due=say(
                "If you do not agree, please tell us by %(when)s; after that the ticket closes by itself.",
                when=scene.voice.when(closing.at),
            ),
            due_briefly=say("if not, tell us by %(when)s", when=scene.voice.briefly(closing.at)),
            due_at=closing.at,
        )
    return letter(
        scene,
        name,
        "resolution",
        Urgency.GOOD,
        say("Solved"),
        say("Ticket %(ticket)s is solved.", ticket=scene.id),
        quotes=scene.quote(say("What was done"), event.summary),
        **soon,
    )


def reopened(scene: Scene, name: str, event: TicketReopened) -> Letter:
    """Not solved after all: what was said of a solution no longer holds."""
    say = scene.voice.say
    return letter(
        scene,
        name,
        "reopened",
        Urgency.CALM,
        say("Open again"),
        say("Ticket %(ticket)s is open again, and we go on working on it.", ticket=scene.id),
        quotes=() if is_ours(event.reason) else scene.quote(say("Reason"), event.reason),
        rows=promised(scene),
        **taken_in_charge_by(scene),
    )


def closed(scene: Scene, name: str, event: TicketClosed) -> Letter:
    """The end, and why; with what was done (Imagen TI promises a summary at closure)."""
    say = scene.voice.say
    return letter(
        scene,
        name,
        "closing",
        Urgency.GOOD,
        say("Closed"),
        _why(scene, event),
        paragraphs=(say("If a new problem comes up, please open a new ticket."),),
        quotes=(
            *scene.quote(say("What was done"), scene.notice.summary if scene.notice.solution_holds else None),
            *scene.quote(say("Reason"), event.reason),
        ),
    )


def _why(scene: Scene, event: TicketClosed) -> str:
    say, ticket = scene.voice.say, scene.id
    match event.because:
        case "asked":
            return say("Ticket %(ticket)s is closed.", ticket=ticket)
        case "accepted":
            return say("Ticket %(ticket)s is closed, as you accepted the solution.", ticket=ticket)
        case "undisputed":
            return say("Ticket %(ticket)s is closed, as we have heard no objection to the solution.", ticket=ticket)
        case "silence":
            return say("Ticket %(ticket)s is closed, as we have had no answer from you.", ticket=ticket)
        case because:
            assert_never(because)
