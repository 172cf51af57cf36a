"""What the technician on call reads, on a pager and in few words."""

from domain.ticket.events import OnCallEngaged
from people.notices.letter import Letter, Urgency
from people.notices.letters.scene import DueSoon, Scene
from people.notices.letters.to_team import letter, next_due, shown_to


def _why_now(scene: Scene) -> tuple[str, ...]:
    event = scene.notice.event
    if not isinstance(event, OnCallEngaged) or event.due_at is None:
        return ()
    return (scene.voice.say("The office has closed, and nobody has taken charge of the ticket."),)


def alarm(scene: Scene, role: str) -> Letter:
    """A ticket of an on-call priority while the office is closed (ImagicleCare Platinum)."""
    say = scene.voice.say
    running = {one.promise: one.due for one in scene.deadlines(of_the_ladder=False)}
    due = running.get("reaction")
    soon = next_due(scene, shown_to(scene, role))
    if due:
        soon = DueSoon(
            due=say("Take charge by %(when)s.", when=scene.voice.when(due)),
            due_briefly=say("take charge by %(when)s", when=scene.voice.briefly(due)),
            due_at=due,
        )
    return letter(
        scene,
        role,
        "alarm",
        Urgency.ALARM,
        say("ALARM %(priority)s", priority=scene.priority),
        say(
            "On-call alarm: ticket %(ticket)s, priority %(priority)s, %(customer)s.",
            ticket=scene.id,
            priority=scene.priority,
            customer=scene.customer,
        ),
        paragraphs=(*_why_now(scene), say("This alarm calls until somebody takes charge of the ticket.")),
        **soon,
    )
