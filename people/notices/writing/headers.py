"""The lines that stand alone: a subject, and the text for a pager. Both have room for few characters."""

from people.notices.letter import Letter
from people.notices.notice import Notice
from people.notices.wording.cleaning import clipped, fitted, one_line
from people.notices.wording.names import Names
from people.notices.wording.voice import Voice

SUBJECT = 99
SHORT = 160
_SEPARATOR = " - "
_NARROW = str.maketrans({"\u00a0": " ", "\u202f": " "})


def narrow(line: str) -> str:
    """The line with plain spaces alone: it never wraps, and a text message is dearer by any other."""
    return line.translate(_NARROW)


def subject_of(letter: Letter, notice: Notice, voice: Voice) -> str:
    """The ticket, what happened, and what the ticket is about."""
    # The values are isolated already, and isolating them again would cost room: they go in afterwards.
    line = voice.say("[%(ticket)s] %(what)s - %(subject)s", ticket="\x01", what="\x02", subject="\x03")
    ticket, what, about = (voice.apart(text) for text in (notice.ticket.id, letter.what, _about(notice)))
    fitting = fitted(SUBJECT - len(line) + 3, (ticket, 24), (what, 46), (about, 0))
    for mark, text in zip("\x01\x02\x03", fitting, strict=True):
        line = line.replace(mark, text)
    return clipped(narrow(line), SUBJECT)


def short_of(letter: Letter, notice: Notice, voice: Voice, *, with_customer: bool) -> str:
    """The ticket, its priority, what happened, by when, and what it is about."""
    priority = Names(voice, notice.ticket.terms).priority(notice.ticket.priority)
    customer = one_line(notice.ticket.customer) if with_customer else ""
    parts = [
        (notice.ticket.id, 24),
        ("" if priority in letter.what else priority, 12),
        (letter.what, 40),
        (letter.due_briefly or "", 50),
        (customer, 12),
        (_about(notice), 0),
    ]
    said = [(voice.apart(text), least) for text, least in parts if text]
    line = _SEPARATOR.join(filter(None, fitted(SHORT - len(_SEPARATOR) * (len(said) - 1), *said)))
    return clipped(narrow(line), SHORT)


def _about(notice: Notice) -> str:
    return one_line(notice.ticket.subject)
