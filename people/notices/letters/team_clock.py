"""What a level reads when the clock speaks: warnings, misses, their withdrawal, and escalation."""

from domain.ticket.events import Escalated, MissWithdrawn, PromiseMissed, WarningGiven
from domain.ticket.ledger import CUSTOMER
from people.notices.letter import Letter, Urgency
from people.notices.letters.scene import Scene
from people.notices.letters.to_team import brought_by, is_outside, letter, missed_row, next_due, shown_to
from people.notices.wording.deadlines import deadline_of


def warning(scene: Scene, role: str, event: WarningGiven) -> Letter:
    """A part of the time has gone, and the deadline is still ahead (semantics 13)."""
    say, voice = scene.voice.say, scene.voice
    promise, share = scene.names.promise(event.promise, event.level), voice.share(event.fraction)
    when = voice.when(event.deadline)
    running = deadline_of(scene.ticket, event.promise, event.level, scene.at)
    due = say("Due %(when)s.", when=when)
    if running:
        due = say("Due %(when)s: %(left)s left.", when=when, left=scene.left(running))
    return letter(
        scene,
        role,
        "warning",
        Urgency.SOON,
        say("%(promise)s: %(share)s of the time gone", promise=promise, share=share),
        say("%(promise)s: %(share)s of the time for ticket %(ticket)s has gone.", **_of(scene, promise), share=share),
        paragraphs=brought_by(scene, event.cause),
        due=due,
        due_briefly=say("due %(when)s", when=voice.briefly(event.deadline)),
        due_at=event.deadline,
    )


def missed(scene: Scene, role: str, event: PromiseMissed) -> Letter:
    """A deadline has passed: a breach where the contract guarantees it, else a miss, which is never called a breach."""
    say = scene.voice.say
    promise, when = scene.names.promise(event.promise, event.level), scene.voice.when(event.due_at)
    if event.breach:
        what = say("%(promise)s: SLA breached", promise=promise)
        headline = say("%(promise)s: the SLA of ticket %(ticket)s is breached.", **_of(scene, promise))
        paragraphs = brought_by(scene, event.cause)
    else:
        what = say("%(promise)s: time limit missed, no guarantee", promise=promise)
        headline = say("%(promise)s: the time limit of ticket %(ticket)s has been missed.", **_of(scene, promise))
        no_guarantee = say("The contract guarantees no time here, so this counts as missed and nothing worse.")
        paragraphs = (no_guarantee, *brought_by(scene, event.cause))
    late = next_due(scene, shown_to(scene, role))
    return letter(
        scene,
        role,
        "answer-missed" if event.promise == "answer" else "miss",
        Urgency.LATE,
        what,
        headline,
        paragraphs=paragraphs,
        first_row=missed_row(scene, promise, when),
        due=say("It was due %(when)s.", when=when),
        due_briefly=say("was due %(when)s", when=scene.voice.briefly(event.due_at)),
        due_at=late["due_at"],
    )


def withdrawn(scene: Scene, role: str, event: MissWithdrawn) -> Letter:
    """A late fact showed that the deadline had not passed (semantics 23a)."""
    say = scene.voice.say
    promise = scene.names.promise(event.promise, event.level)
    return letter(
        scene,
        role,
        "withdrawn-miss",
        Urgency.GOOD,
        say("%(promise)s: not missed after all", promise=promise),
        say("%(promise)s: the time limit of ticket %(ticket)s was not missed after all.", **_of(scene, promise)),
        paragraphs=(
            say(
                "A fact that was reported late shows it. What you were told of event %(number)s no longer holds.",
                number=str(event.missed),
            ),
        ),
    )


def escalated(scene: Scene, role: str, event: Escalated) -> Letter:
    """The ticket has another level: from where, to where, why, and which levels it passed."""
    if event.is_asked_again:
        return _asked_again(scene, role, event)
    say, names = scene.voice.say, scene.names
    why = []
    if event.requested_by == CUSTOMER:
        why.append(say("The customer asked for it."))
    elif event.requested_by:
        why.append(say("It was asked for by: %(level)s.", level=names.level(event.requested_by)))
    elif event.due_at:
        when = scene.voice.when(event.due_at)
        why.append(say("The contract's time for escalation was reached: %(when)s.", when=when))
    if event.skipped and not is_outside(scene, role):
        why.append(say("Levels passed over on the way: %(levels)s.", levels=names.levels(event.skipped)))
    if event.without_contact and role == event.before:
        empty = names.levels(event.without_contact)
        why.append(say("Nobody can be reached at: %(levels)s.", levels=empty))
    before, after = names.level(event.before), names.level(event.after)
    return letter(
        scene,
        role,
        "escalation",
        Urgency.SOON,
        say("Escalated to %(level)s", level=after),
        say(
            "Ticket %(ticket)s has been escalated from %(before)s to %(after)s.",
            ticket=scene.id,
            before=before,
            after=after,
        ),
        paragraphs=(*why, *brought_by(scene, event.cause)),
        quotes=scene.quote(say("Reason"), event.reason),
    )


def _asked_again(scene: Scene, role: str, event: Escalated) -> Letter:
    say, names = scene.voice.say, scene.names
    level = names.level(event.after)
    who = say("The customer asked for it.")
    if event.requested_by != CUSTOMER:
        who = say("It was asked for by: %(level)s.", level=names.level(event.requested_by or ""))
    return letter(
        scene,
        role,
        "asked-again",
        Urgency.SOON,
        say("Asked again: %(level)s", level=level),
        say("On ticket %(ticket)s another answer is asked for, of: %(level)s.", ticket=scene.id, level=level),
        paragraphs=(who,),
        quotes=scene.quote(say("Reason"), event.reason),
    )


def _of(scene: Scene, promise: str) -> dict[str, str]:
    return {"promise": promise, "ticket": scene.id}
