"""What the customer reads while the ticket waits for their answer (semantics 20)."""

from domain.ticket.events import CustomerReminded, WaitStarted
from people.notices.letter import Letter, Urgency
from people.notices.letters.scene import Scene
from people.notices.letters.silence import next_steps, unless_answered
from people.notices.letters.to_customer import letter


def question(scene: Scene, name: str, event: WaitStarted) -> Letter:
    """We need something from the customer; meanwhile the clock stands."""
    say = scene.voice.say
    return _waiting(
        scene,
        name,
        "question",
        Urgency.CALM,
        say("We need your answer"),
        say("To go on with ticket %(ticket)s we need an answer from you.", ticket=scene.id),
        event.question,
    )


def reminder(scene: Scene, name: str, event: CustomerReminded) -> Letter:
    """We still wait, and say what happens next."""
    say = scene.voice.say
    return _waiting(
        scene,
        name,
        "reminder",
        Urgency.SOON,
        say("Reminder %(number)s: we need your answer", number=str(event.nth)),
        say(
            "We are still waiting for your answer on ticket %(ticket)s (reminder %(number)s).",
            ticket=scene.id,
            number=str(event.nth),
        ),
        scene.notice.question,
    )


def _waiting(
    scene: Scene, name: str, kind: str, urgency: Urgency, what: str, headline: str, asked: str | None
) -> Letter:
    say = scene.voice.say
    return letter(
        scene,
        name,
        kind,
        urgency,
        what,
        headline,
        paragraphs=(say("While we wait for you, the time limits of the ticket stand still."),),
        quotes=scene.quote(say("Our question"), asked),
        next_label=say("If we do not hear from you"),
        next_steps=next_steps(scene),
        **unless_answered(scene),
    )
