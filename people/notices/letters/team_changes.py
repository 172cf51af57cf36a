"""What a level reads when the ticket itself changes: its priority, its contract; and what it may do or could not."""

from domain.ticket.events import ClosingProposed, CommandRefused, PriorityChanged, TicketMigrated
from people.notices.letter import Letter, Urgency
from people.notices.letters.scene import Scene
from people.notices.letters.silence import next_steps
from people.notices.letters.to_team import brought_by, letter
from people.notices.wording.cleaning import one_line


def priority_changed(scene: Scene, role: str, event: PriorityChanged) -> Letter:
    """The priority rose or fell, by hand or because the customer is silent."""
    say, names = scene.voice.say, scene.names
    before, after = names.priority(event.before), names.priority(event.after)
    silent = event.silent_periods is not None
    headline = say(
        "The priority of ticket %(ticket)s has changed from %(before)s to %(after)s.",
        ticket=scene.id,
        before=before,
        after=after,
    )
    why = (say("The customer does not answer."),) if silent else ()
    return letter(
        scene,
        role,
        "downgrade" if silent else "priority-change",
        Urgency.CALM,
        say("The priority is now %(priority)s", priority=after),
        headline,
        paragraphs=(*why, *brought_by(scene, event.cause)),
        quotes=scene.quote(say("Reason"), event.reason),
    )


def closing_proposed(scene: Scene, role: str, event: ClosingProposed) -> Letter:
    """The customer has been silent for so long that the team may close (semantics 20)."""
    say = scene.voice.say
    steps = next_steps(scene)
    paragraphs = () if steps else (say("It does not close by itself."),)
    return letter(
        scene,
        role,
        "closing-proposed",
        Urgency.CALM,
        say("You may close it: the customer is silent"),
        say("The customer does not answer on ticket %(ticket)s: you may close it.", ticket=scene.id),
        paragraphs=paragraphs,
        quotes=scene.quote(say("Our question"), scene.notice.question),
        next_label=say("If the customer goes on being silent") if steps else "",
        next_steps=steps,
    )


def migrated(scene: Scene, role: str, event: TicketMigrated) -> Letter:
    """The ticket is under other terms."""
    say, names = scene.voice.say, scene.names
    return letter(
        scene,
        role,
        "migration",
        Urgency.CALM,
        say("Now under %(contract)s", contract=names.contract),
        say(
            "Ticket %(ticket)s is now under %(contract)s, with priority %(priority)s.",
            ticket=scene.id,
            contract=names.contract,
            priority=names.priority(event.priority),
        ),
        quotes=scene.quote(say("Reason"), event.reason),
    )


def refused(scene: Scene, role: str, event: CommandRefused) -> Letter:
    """A signal asked for what cannot be; nobody else hears the answer (semantics 23e)."""
    say = scene.voice.say
    asked = one_line(event.asked)
    return letter(
        scene,
        role,
        "refusal",
        Urgency.SOON,
        say("A command was refused"),
        say("The command %(command)s was refused on ticket %(ticket)s.", command=asked, ticket=scene.id),
        quotes=scene.quote(say("Reason"), event.sentence),
    )
