"""What the customer's silence brings, told before it happens (semantics 20)."""

from datetime import datetime
from typing import assert_never

from domain.business_time import CalendarError
from domain.clock.silence import silence
from domain.ticket.events import ClosingProposed, CustomerReminded, PriorityChanged, TicketClosed
from domain.ticket.events.kinds import OfSilence
from domain.ticket.ticket import Working
from people.notices.letter import Entry
from people.notices.letters.scene import NOTHING_DUE, DueSoon, Scene


def _coming(scene: Scene) -> list[tuple[datetime, OfSilence]]:
    status = scene.ticket.status
    if not isinstance(status, Working) or status.customer is None:
        return []
    try:
        ahead = [(due.at, event) for due in silence(scene.ticket, status.customer) for event in due.events()]
    except CalendarError:
        return []
    steps = [(at, event) for at, event in ahead if isinstance(event, OfSilence)]
    return sorted(steps, key=lambda one: one[0])


def next_steps(scene: Scene) -> tuple[Entry, ...]:
    """What comes if the customer goes on being silent, in order."""
    return tuple(Entry(scene.voice.when(at), _step(scene, event)) for at, event in _coming(scene))


def _step(scene: Scene, event: OfSilence) -> str:
    say, names = scene.voice.say, scene.names
    match event:
        case CustomerReminded():
            return say("We remind you")
        case PriorityChanged():
            before, after = names.priority(event.before), names.priority(event.after)
            return say("The priority is lowered from %(before)s to %(after)s", before=before, after=after)
        case ClosingProposed():
            return say("Our team considers closing the ticket")
        case TicketClosed():
            return say("The ticket is closed")
        case _:
            assert_never(event)


def unless_answered(scene: Scene) -> DueSoon:
    """The next thing that silence changes, in a sentence; a reminder changes nothing."""
    say, names = scene.voice.say, scene.names
    for at, event in _coming(scene):
        when = scene.voice.when(at)
        match event:
            case PriorityChanged():
                before, after = names.priority(event.before), names.priority(event.after)
                sentence = say(
                    "If we do not hear from you by %(when)s, the priority will be lowered from %(before)s to "
                    "%(after)s.",
                    when=when,
                    before=before,
                    after=after,
                )
            case ClosingProposed():
                sentence = say(
                    "If we do not hear from you by %(when)s, our team will consider closing the ticket.", when=when
                )
            case TicketClosed():
                sentence = say("If we do not hear from you by %(when)s, the ticket will be closed.", when=when)
            case CustomerReminded():
                continue
            case _:
                assert_never(event)
        briefly = say("answer by %(when)s", when=scene.voice.briefly(at))
        return DueSoon(due=sentence, due_briefly=briefly, due_at=at)
    return NOTHING_DUE
