"""Announcements of example tickets, found by what they tell."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from contracts.loader import load_all
from contracts.public_holidays import public_holidays
from domain.ticket.events import Event
from people.notices.letter import Letter
from people.notices.letters.by_event import letter_of
from people.notices.message import Message
from people.notices.notice import Notice, notice_of
from people.notices.samples.examples import Example, examples
from people.notices.wording.reader import Reader
from people.notices.wording.voice import voice_of
from people.notices.writing.rendering import render

READERS = (
    Reader("Nino Bianchi", "it", "Europe/Rome"),
    Reader("Ada Clarke", "en", "Europe/London"),
    Reader("Chloé Martin", "fr", "Europe/Paris"),
    Reader("Jonas Weber", "de", "Europe/Berlin"),
    Reader("Lucía Pérez", "es", "America/Mexico_City"),
    Reader("Rui Costa", "pt", "America/Sao_Paulo"),
    Reader("ليلى حداد", "ar", "Asia/Dubai"),
)
NINO, ADA, CHLOE, JONAS, LUCIA, RUI, LAYLA = READERS


@dataclass(frozen=True)
class Told:
    """One announcement."""

    notice: Notice
    recipient: str

    def to(self, reader: Reader) -> Message:
        return render(self.notice, self.recipient, reader)

    def letter(self, reader: Reader) -> Letter:
        return letter_of(self.notice, self.recipient, voice_of(reader), reader.name)


@cache
def lives() -> tuple[Example, ...]:
    """The example tickets."""
    return tuple(examples(load_all(None), public_holidays))


@cache
def everything_told() -> tuple[Told, ...]:
    """Everything that is announced of them."""
    return tuple(
        Told(notice_of(example.life.stream, one.event), one.recipient)
        for example in lives()
        for one in example.life.told
    )


def told(
    kind: type,
    to: str = "customer",
    ticket: str | None = None,
    where: Callable[[Event], bool] = lambda _: True,
) -> Told:
    """The first announcement of a kind of event to one recipient."""
    found = (
        one
        for one in everything_told()
        if isinstance(one.notice.event, kind)
        and one.recipient == to
        and ticket in (None, one.notice.ticket.id)
        and where(one.notice.event)
    )
    return next(found)


def flat(text: str) -> str:
    """The text on one line, wherever it was wrapped."""
    return " ".join(text.split())
