"""How a letter to a level of the ladder is laid out, and what it says is due."""

from typing import Any

from domain.showing.announcements import announcements
from people.notices.letter import Letter, Row, Urgency
from people.notices.letters.scene import DueSoon, Scene
from people.notices.wording.deadlines import Deadline


def letter(scene: Scene, role: str, kind: str, urgency: Urgency, what: str, headline: str, **more: Any) -> Letter:
    """A letter with the ticket's deadlines and facts, and why this level has it. `more`: further fields of a letter."""
    shown = shown_to(scene, role)
    rows = tuple(scene.row(one) for one in shown)
    paragraphs = (*more.pop("paragraphs", ()), *_in_whose_place(scene, role))
    first = more.pop("first_row", ())
    due = {name: more.pop(name) for name in DueSoon.__annotations__ if name in more} or next_due(scene, shown)
    return Letter(
        kind=kind,
        urgency=urgency,
        at=scene.at,
        what=what,
        headline=headline,
        facts=scene.facts_for_another_company() if is_outside(scene, role) else scene.facts(for_the_team=True),
        paragraphs=paragraphs,
        rows=(*first, *rows),
        **due,
        **more,
    )


def is_outside(scene: Scene, role: str) -> bool:
    """Whether this level is another company, which hears only what it is asked (semantics 18a)."""
    terms = scene.ticket.terms
    return role in terms.level_names and terms.level(role).outside is not None


def shown_to(scene: Scene, role: str) -> tuple[Deadline, ...]:
    """The ticket's deadlines; to another company its own answer's alone."""
    found = scene.deadlines(of_the_ladder=True)
    return tuple(one for one in found if one.level == role) if is_outside(scene, role) else found


def next_due(scene: Scene, shown: tuple[Deadline, ...]) -> DueSoon:
    """What is due next of what is shown, or for whom the ticket's clock stands."""
    say, voice = scene.voice.say, scene.voice
    for one in shown:
        if one.due:
            promise = scene.names.promise(one.promise, one.level)
            return DueSoon(
                due=say("Next due: %(promise)s, %(when)s.", promise=promise, when=voice.when(one.due)),
                # The instant first: on a pager what follows it may be cut off.
                due_briefly=say("next due %(when)s: %(promise)s", when=voice.briefly(one.due), promise=promise),
                due_at=one.due,
            )
    whom = scene.waits_for()
    stands = say("The clock is stopped (waiting for: %(whom)s).", whom=whom) if whom else None
    return DueSoon(due=stands, due_briefly=None, due_at=None)


def _in_whose_place(scene: Scene, role: str) -> tuple[str, ...]:
    """That nobody can be reached at the level that should have been told (semantics 19a)."""
    levels = scene.ticket.terms.level_names
    meant = {one.recipient for one in announcements(scene.notice.just_after, scene.notice.recorded)}
    below = [place for place, level in enumerate(levels) if level in meant and role in levels[place + 1 :]]
    if role in meant or not below:
        return ()
    between = levels[max(below) : levels.index(role)]
    missing = scene.names.levels([level for level in between if level in scene.ticket.terms.own_levels])
    say = scene.voice.say
    return (say("You are told in the place of a level at which nobody can be reached: %(levels)s.", levels=missing),)


def brought_by(scene: Scene, cause: int | None) -> tuple[str, ...]:
    """That a change brought it due at once (semantics 15a)."""
    if cause is None:
        return ()
    return (
        scene.voice.say("This comes at once, because of a change of the ticket (event %(number)s).", number=str(cause)),
    )


def missed_row(scene: Scene, promise: str, when: str) -> tuple[Row, ...]:
    """A deadline that has passed, for the top of the table."""
    say = scene.voice.say
    return (Row(promise, when, 1.0, say("the time has run out")),)
