"""Many announcements as one message: by ticket, the most urgent first."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from domain.ledger import CUSTOMER
from notices.cleaning import clipped, one_line
from notices.headers import SHORT, SUBJECT, narrow
from notices.letter import Letter, Quote, Urgency
from notices.letters.choosing import letter_of
from notices.letters.scene import Scene
from notices.message import Message
from notices.notice import Notice
from notices.page import page
from notices.plain import blocks, footer, quoted, wrapped
from notices.reader import Reader
from notices.superseding import most_pressing, still_news
from notices.voice import Voice, voice_of

_NEVER = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Told:
    """One announcement in a digest."""

    at: str
    headline: str
    due: str | None
    quotes: tuple[Quote, ...]
    """A question, or what was done: nobody could do without them."""
    tone: str


@dataclass(frozen=True, slots=True)
class Heap:
    """All that is told of one ticket, in the order in which it happened."""

    ticket: str
    title: str
    about: str
    urgency: Urgency
    due_at: datetime
    told: tuple[Told, ...]
    what: str


def render_digest(announcements: Sequence[tuple[Notice, str]], reader: Reader) -> Message:
    """Several announcements, each a notice and its recipient, as one message that settles them all.

    Raises `ValueError` where there are none, and what `render` raises.
    """
    if not announcements:
        raise ValueError("a digest of no announcements says nothing; render one as soon as there is one")
    voice = voice_of(reader)
    heaps = _heaps(announcements, voice, one_line(reader.name))
    say, count = voice.say, voice.count
    messages = count("%(number)d message", "%(number)d messages", sum(len(heap.told) for heap in heaps))
    tickets = count("%(number)d ticket", "%(number)d tickets", len(heaps))
    counted = say("%(messages)s on %(tickets)s", messages=messages, tickets=tickets)
    headline = counted
    if len(heaps) > 1:
        headline = say("%(messages)s on %(tickets)s, the most urgent first", messages=messages, tickets=tickets)
    first = say("%(ticket)s, %(what)s", ticket=heaps[0].title, what=heaps[0].what)
    subject = clipped(narrow(say("%(counted)s: %(first)s", counted=counted, first=first)), SUBJECT)
    urgency = max(heap.urgency for heap in heaps)
    return Message(
        subject=subject,
        text=_text(headline, heaps, voice),
        short=clipped(narrow(say("%(counted)s: %(first)s", counted=counted, first=_titles(heaps, voice))), SHORT),
        html=page("digest.html", voice, urgency, subject=subject, headline=headline, heaps=heaps, footer=footer(voice)),
    )


def _heaps(announcements: Sequence[tuple[Notice, str]], voice: Voice, name: str) -> list[Heap]:
    by_ticket: dict[str, list[tuple[Notice, str]]] = {}
    for notice, role in announcements:
        by_ticket.setdefault(notice.ticket.id, []).append((notice, role))
    heaps = [_heap(found, voice, name) for found in by_ticket.values()]
    return sorted(heaps, key=lambda heap: (-heap.urgency, heap.due_at, heap.title))


def _heap(found: list[tuple[Notice, str]], voice: Voice, name: str) -> Heap:
    in_order = still_news(found)
    letters = [letter_of(notice, role, voice, name) for notice, role in in_order]
    last, last_role = in_order[-1]
    scene, ticket = Scene(last, voice), last.ticket
    told = tuple(_told(letter, voice, is_last=letter is letters[-1]) for letter in letters)
    place = most_pressing([notice for notice, _ in in_order], [letter.urgency for letter in letters])
    pressing = letters[place]
    customer = one_line(ticket.customer) if last_role != CUSTOMER else ""
    about = [text for text in (scene.names.priority_in_full(ticket.priority), customer, scene.subject) if text]
    return Heap(
        ticket=ticket.id,
        title=voice.apart(ticket.id),
        about=" · ".join(voice.apart(text) for text in about),
        urgency=pressing.urgency,
        due_at=letters[-1].due_at or _NEVER,
        told=told,
        what=pressing.what,
    )


def _told(letter: Letter, voice: Voice, *, is_last: bool) -> Told:
    # What an earlier message says is due may be over by the last one.
    due = letter.due if is_last or letter.urgency >= Urgency.LATE else None
    return Told(voice.briefly(letter.at), letter.headline, due, letter.quotes, letter.urgency.name.lower())


def _titles(heaps: Sequence[Heap], voice: Voice) -> str:
    return voice.listed([heap.title for heap in heaps])


def _text(headline: str, heaps: Sequence[Heap], voice: Voice) -> str:
    parts: list[list[str]] = []
    for heap in heaps:
        part = [*wrapped(f"{heap.title} · {heap.about}")]
        for told in heap.told:
            part += [*wrapped(told.at, "- ", "  "), *wrapped(told.headline, "  ", "  ")]
            part += wrapped(told.due, "  ", "  ") if told.due else []
            part += [line for quote in told.quotes for line in quoted(quote, "  ")]
        parts.append(part)
    return blocks(wrapped(headline), *parts, ["-- ", *wrapped(footer(voice))])
