"""How a letter to the customer is laid out, and what it promises."""

from typing import Any

from domain.ticket.ticket import Kept, Missed, Running
from people.notices.letter import Letter, Row, Urgency
from people.notices.letters.scene import NOTHING_DUE, DueSoon, Scene

_LAST = ("resolution", "closing", "answer-missed")
"""The kinds that ask for no further contact, or have more pressing things to say."""


def letter(scene: Scene, name: str, kind: str, urgency: Urgency, what: str, headline: str, **more: Any) -> Letter:
    """A letter with its greeting, its closing words and the ticket's facts. `more`: further fields of a letter."""
    say, terms = scene.voice.say, scene.ticket.terms
    team = scene.names.level(terms.levels[0].name)
    quoting = say("Please quote the ticket number whenever you contact us about this request.")
    paragraphs = (*more.pop("paragraphs", ()), *(() if kind in _LAST else (quoting,)))
    return Letter(
        kind=kind,
        urgency=urgency,
        at=scene.at,
        what=what,
        headline=headline,
        greeting=say("Dear %(name)s,", name=name),
        closing=(say("Kind regards,"), team),
        facts=scene.facts(for_the_team=False),
        paragraphs=paragraphs,
        **{**NOTHING_DUE, **more},
    )


def taken_in_charge_by(scene: Scene) -> DueSoon:
    """By when the case is taken in charge, where that is still to come."""
    say, voice, terms, ticket = scene.voice.say, scene.voice, scene.ticket.terms, scene.ticket
    running = {one.promise: one.due for one in scene.deadlines(of_the_ladder=False)}
    if due := running.get("reaction"):
        sentence = say("We will take charge of your request by %(when)s.", when=voice.when(due))
        return DueSoon(due=sentence, due_briefly=say("we take charge by %(when)s", when=voice.briefly(due)), due_at=due)
    if due := running.get("attention"):
        sentence = say("We will attend to your request by %(when)s.", when=voice.when(due))
        return DueSoon(
            due=sentence, due_briefly=say("we attend to it by %(when)s", when=voice.briefly(due)), due_at=due
        )
    judged = [ticket.promises[name] for name in ("reaction", "attention") if name in ticket.promises]
    over = any(isinstance(one, Kept | Missed) for one in judged) or ticket.acknowledged_at is not None
    awaited = any(isinstance(one, Running) for one in judged)
    if over or awaited or not {"reaction", "attention"} & set(terms.promises):
        return NOTHING_DUE
    sentence = say("For this priority the contract sets no time limit; we will see to it as soon as possible.")
    return DueSoon(due=sentence, due_briefly=None, due_at=None)


def promised(scene: Scene) -> tuple[Row, ...]:
    """What is promised to the customer and still to come."""
    return tuple(scene.row(one) for one in scene.deadlines(of_the_ladder=False) if one.due)


def without_guarantee(scene: Scene) -> tuple[str, ...]:
    """That the contract guarantees nothing for this request, where that is so."""
    if scene.ticket.terms.guaranteed:
        return ()
    return (scene.voice.say("Please note that the contract does not guarantee these times for this request."),)
