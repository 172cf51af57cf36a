"""One announcement as a message. Pure: the same notice gives the same reader the same message at any time."""

from domain.ticket.ledger import CUSTOMER
from people.notices.letter import Letter
from people.notices.letters.by_event import letter_of
from people.notices.message import Message
from people.notices.notice import Notice
from people.notices.wording.cleaning import one_line
from people.notices.wording.reader import Reader
from people.notices.wording.voice import Voice, voice_of
from people.notices.writing.headers import short_of, subject_of
from people.notices.writing.html_form import page
from people.notices.writing.plain import footer, plain


def render(notice: Notice, recipient: str, reader: Reader) -> Message:
    """What one recipient of an announcement reads. `recipient`: `customer`, `on-call` or the name of a level.

    Raises `NobodysNews` for an event of which this recipient is never told, `UnknownLanguage`, and
    `UnknownZone` for a zone that is none.
    """
    voice = voice_of(reader)
    letter = letter_of(notice, recipient, voice, one_line(reader.name))
    subject = subject_of(letter, notice, voice)
    return Message(
        subject=subject,
        text=plain(letter, voice),
        short=short_of(letter, notice, voice, with_customer=recipient != CUSTOMER),
        html=_html(letter, notice.ticket.id, subject, voice),
    )


def _html(letter: Letter, ticket: str, subject: str, voice: Voice) -> str:
    return page(
        "letter.html",
        voice,
        letter.urgency,
        subject=subject,
        letter=letter,
        ticket=ticket,
        deadlines=voice.say("Deadlines"),
        footer=footer(voice),
    )
