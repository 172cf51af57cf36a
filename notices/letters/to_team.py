"""How a letter to a level of the ladder is laid out, and what it says is due."""

from typing import Any

from domain.announcing import announcements
from notices.letter import Letter, Row, Urgency
from notices.letters.scene import DueSoon, Scene


def letter(scene: Scene, role: str, kind: str, urgency: Urgency, what: str, headline: str, **more: Any) -> Letter:
    """A letter with the ticket's deadlines and facts, and why this level has it. `more`: further fields of a letter."""
    rows = tuple(scene.row(one) for one in scene.deadlines(of_the_ladder=True))
    paragraphs = (*more.pop("paragraphs", ()), *_in_whose_place(scene, role))
    first = more.pop("first_row", ())
    due = {name: more.pop(name) for name in DueSoon.__annotations__ if name in more} or next_due(scene)
    return Letter(
        kind=kind,
        urgency=urgency,
        at=scene.at,
        what=what,
        headline=headline,
        facts=scene.facts(for_the_team=True),
        paragraphs=paragraphs,
        rows=(*first, *rows),
        **due,
        **more,
    )


def next_due(scene: Scene) -> DueSoon:
    """What is due next on the ticket, or for whom its clock stands."""
    say, voice = scene.voice.say, scene.voice
    for one in scene.deadlines(of_the_ladder=True):
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
    missing = scene.names.levels(levels[max(below) : levels.index(role)])
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
