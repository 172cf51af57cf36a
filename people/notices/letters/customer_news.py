"""What the customer reads when a ticket begins, when its priority is set, and when somebody else is called in."""

from domain.showing.announcements import ON_CALL, announcements
from domain.ticket.events import Escalated, MissWithdrawn, PriorityChanged, PriorityConfirmed, PromiseMissed
from domain.ticket.ledger import CUSTOMER
from people.notices.letter import Letter, Urgency
from people.notices.letters.scene import NOTHING_DUE, DueSoon, Scene
from people.notices.letters.silence import next_steps, unless_answered
from people.notices.letters.to_customer import letter, promised, taken_in_charge_by, without_guarantee
from people.notices.wording.deadlines import deadline_of


def opening(scene: Scene, name: str) -> Letter:
    """The ticket has a number, a priority and its deadlines."""
    say = scene.voice.say
    paragraphs = list(without_guarantee(scene))
    if ON_CALL in {one.recipient for one in announcements(scene.notice.just_after, scene.notice.recorded)}:
        paragraphs.append(say("The technician on call has been alerted."))
    return letter(
        scene,
        name,
        "opening",
        Urgency.CALM,
        say("We have your request"),
        say(
            "We have received your request and opened ticket %(ticket)s with priority %(priority)s.",
            ticket=scene.id,
            priority=scene.priority,
        ),
        paragraphs=tuple(paragraphs),
        rows=promised(scene),
        **taken_in_charge_by(scene),
    )


def priority_notification(scene: Scene, name: str, event: PriorityConfirmed) -> Letter:
    """The priority was determined (ImagicleCare 4.1 promises to notify that of a critical request)."""
    say, priority = scene.voice.say, scene.names.priority(event.priority)
    in_full = scene.names.priority_in_full(event.priority)
    return letter(
        scene,
        name,
        "priority-notification",
        Urgency.CALM,
        say("The priority is %(priority)s", priority=priority),
        say("The priority of your request %(ticket)s is: %(priority)s.", ticket=scene.id, priority=in_full),
        paragraphs=without_guarantee(scene),
        rows=promised(scene),
        **taken_in_charge_by(scene),
    )


def priority_changed(scene: Scene, name: str, event: PriorityChanged) -> Letter:
    """The priority rose or fell: by hand, or because the customer is silent."""
    say = scene.voice.say
    before, after = scene.names.priority(event.before), scene.names.priority(event.after)
    if event.silent_periods is not None:
        return letter(
            scene,
            name,
            "downgrade",
            Urgency.SOON,
            say("Priority lowered to %(priority)s, as we have no answer", priority=after),
            say(
                "As we have had no answer from you, the priority of ticket %(ticket)s has been lowered from %(before)s "
                "to %(after)s.",
                ticket=scene.id,
                before=before,
                after=after,
            ),
            paragraphs=(
                say("As soon as you answer, we go on. Your answer does not by itself restore the earlier priority."),
            ),
            quotes=scene.quote(say("Our question"), scene.notice.question),
            next_label=say("If we do not hear from you"),
            next_steps=next_steps(scene),
            **unless_answered(scene),
        )
    return letter(
        scene,
        name,
        "priority-change",
        Urgency.CALM,
        say("The priority is now %(priority)s", priority=after),
        say(
            "The priority of ticket %(ticket)s has changed from %(before)s to %(after)s.",
            ticket=scene.id,
            before=before,
            after=after,
        ),
        quotes=scene.quote(say("Reason"), event.reason),
        rows=promised(scene),
        **taken_in_charge_by(scene),
    )


def escalated(scene: Scene, name: str, event: Escalated) -> Letter:
    """A higher level has the ticket, as a rule because the customer asked for it."""
    say, voice, level = scene.voice.say, scene.voice, scene.names.level(event.after)
    asked = event.requested_by == CUSTOMER
    answer = deadline_of(scene.ticket, "answer", event.after, scene.at)
    due = NOTHING_DUE
    if answer and answer.due:
        due = DueSoon(
            due=say("You will have an answer by %(when)s.", when=voice.when(answer.due)),
            due_briefly=say("our answer by %(when)s", when=voice.briefly(answer.due)),
            due_at=answer.due,
        )
    return letter(
        scene,
        name,
        "escalation",
        Urgency.CALM,
        say("Escalated to %(level)s", level=level),
        say("As you asked, ticket %(ticket)s has been escalated to %(level)s.", ticket=scene.id, level=level)
        if asked
        else say("Ticket %(ticket)s has been escalated to %(level)s.", ticket=scene.id, level=level),
        rows=promised(scene),
        **due,
    )


def answer_missed(scene: Scene, name: str, event: PromiseMissed) -> Letter:
    """The level that the customer asked for help did not answer in time (semantics 18a)."""
    say, when = scene.voice.say, scene.voice.when(event.due_at)
    return letter(
        scene,
        name,
        "answer-missed",
        Urgency.LATE,
        say("Our answer is late"),
        say("You should have had our answer on ticket %(ticket)s by %(when)s.", ticket=scene.id, when=when),
        paragraphs=(say("We apologise for the delay and will answer as soon as possible."),),
    )


def answer_in_time(scene: Scene, name: str, event: MissWithdrawn) -> Letter:
    """What was told as late was in time after all (semantics 23a)."""
    say = scene.voice.say
    return letter(
        scene,
        name,
        "withdrawn-miss",
        Urgency.GOOD,
        say("Our answer was in time"),
        say(
            "We wrote that our answer on ticket %(ticket)s was late. It was in time after all; "
            "please excuse our error.",
            ticket=scene.id,
        ),
    )
