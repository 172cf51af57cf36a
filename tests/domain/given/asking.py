"""A ticket under a contract whose levels are asked for, and what is asked of them."""

from datetime import datetime

from domain.ticket.commands import Acknowledge, Escalate
from domain.ticket.events import Escalated, Event, PromiseMissed
from tests.domain.given.story import Story, given
from tests.domain.given.terms import DESK, TECHNICAL, imagen
from tests.domain.given.times import mon


def asked(to: str, by: str, at: datetime, before: str = DESK) -> Escalated:
    return Escalated(occurred_at=at, before=before, after=to, requested_by=by)


def opened() -> Story:
    story = given(imagen(), "minor", mon("09:00"))
    story.since_last_asked()
    return story


def to_the_maker() -> Story:
    story = opened().when(Escalate(), mon("10:00")).when(Acknowledge(level=TECHNICAL), mon("10:05"))
    story.when(Escalate(requested_by=TECHNICAL), mon("10:10"))
    story.since_last_asked()
    return story


def answers_missed(story: Story) -> list[Event]:
    return [one for one in story.all(PromiseMissed) if one.promise == "answer"]
