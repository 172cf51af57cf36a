"""Many announcements as one message: by ticket, the most urgent first."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from domain.ticket.ledger import CUSTOMER
from people.notices.letter import Letter, Quote, Urgency
from people.notices.letters.by_event import letter_of
from people.notices.letters.scene import Scene
from people.notices.message import Message
from people.notices.notice import Notice
from people.notices.superseding import most_pressing, still_news
from people.notices.wording.cleaning import clipped, one_line
from people.notices.wording.names import Names
from people.notices.wording.reader import Reader
from people.notices.wording.voice import Voice, voice_of
from people.notices.writing.headers import SHORT, SUBJECT, narrow
from people.notices.writing.html_form import page
from people.notices.writing.plain import blocks, footer, quoted, wrapped
from people.notices.writing.rendering import render

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
    contact: str
    """The phone of the ticket's team, for a customer; empty for whoever belongs to one."""
    urgency: Urgency
    due_at: datetime
    told: tuple[Told, ...]
    what: str


@dataclass(frozen=True, slots=True)
class Courtesies:
    """What a letter to a customer has beside its news."""

    greeting: str
    quoting: str
    closing: tuple[str, ...]


def render_digest(announcements: Sequence[tuple[Notice, str]], reader: Reader) -> Message:
    """Several announcements, each a notice and its recipient, as one message that settles them all.

    Where one of them says all that is still news it is that one's own message. Raises `ValueError` where there are
    none, and what `render` raises.
    """
    if not announcements:
        raise ValueError("a digest of no announcements says nothing; render one as soon as there is one")
    news = [still_news(found) for found in _by_ticket(announcements)]
    if [len(found) for found in news] == [1]:
        [[(notice, role)]] = news
        return render(notice, role, reader)
    voice, name = voice_of(reader), one_line(reader.name)
    heaps = sorted((_heap(found, voice, name) for found in news), key=_most_urgent_first)
    courtesies = _courtesies(news, voice, name)
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
        text=_text(headline, heaps, courtesies, voice),
        short=clipped(narrow(say("%(counted)s: %(first)s", counted=counted, first=_titles(heaps, voice))), SHORT),
        html=page(
            "digest.html",
            voice,
            urgency,
            subject=subject,
            headline=headline,
            heaps=heaps,
            courtesies=courtesies,
            footer=footer(voice),
        ),
    )


def _by_ticket(announcements: Sequence[tuple[Notice, str]]) -> list[list[tuple[Notice, str]]]:
    by_ticket: dict[str, list[tuple[Notice, str]]] = {}
    for notice, role in announcements:
        by_ticket.setdefault(notice.ticket.id, []).append((notice, role))
    return list(by_ticket.values())


def _most_urgent_first(heap: Heap) -> tuple[int, datetime, str]:
    return -heap.urgency, heap.due_at, heap.title


def _courtesies(news: Sequence[Sequence[tuple[Notice, str]]], voice: Voice, name: str) -> Courtesies | None:
    """The courtesies of a customer's letters, where all of these are a customer's."""
    if any(role != CUSTOMER for found in news for _, role in found):
        return None
    terms = news[0][-1][0].ticket.terms
    return Courtesies(
        greeting=voice.say("Dear %(name)s,", name=name),
        quoting=voice.say("Please quote the ticket number whenever you contact us about a request."),
        closing=(voice.say("Kind regards,"), Names(voice, terms).level(terms.levels[0].name)),
    )


def _heap(in_order: list[tuple[Notice, str]], voice: Voice, name: str) -> Heap:
    letters = [letter_of(notice, role, voice, name) for notice, role in in_order]
    last, last_role = in_order[-1]
    scene, ticket = Scene(last, voice), last.ticket
    told = tuple(
        _told(letter, voice, is_last=letter is letters[-1], is_awaited=scene.waits_on_the_customer)
        for letter in letters
    )
    place = most_pressing([notice for notice, _ in in_order], [letter.urgency for letter in letters])
    pressing = letters[place]
    customer = one_line(ticket.customer) if last_role != CUSTOMER else ""
    about = [text for text in (scene.names.priority_in_full(ticket.priority), customer, scene.subject) if text]
    return Heap(
        ticket=ticket.id,
        title=voice.apart(ticket.id),
        about=" · ".join(voice.apart(text) for text in about),
        contact="".join(voice.labelled(one.label, one.value) for one in scene.contact()) if not customer else "",
        urgency=pressing.urgency,
        due_at=letters[-1].due_at or _NEVER,
        told=told,
        what=pressing.what,
    )


def _told(letter: Letter, voice: Voice, *, is_last: bool, is_awaited: bool) -> Told:
    # What an earlier message says is due may be over by the last one, and so may what it asks.
    due = letter.due if is_last or letter.urgency >= Urgency.LATE else None
    quotes = letter.quotes if is_awaited or not letter.next_steps else ()
    return Told(voice.briefly(letter.at), letter.headline, due, quotes, letter.urgency.name.lower())


def _titles(heaps: Sequence[Heap], voice: Voice) -> str:
    return voice.listed([heap.title for heap in heaps])


def _text(headline: str, heaps: Sequence[Heap], courtesies: Courtesies | None, voice: Voice) -> str:
    parts: list[list[str]] = [wrapped(courtesies.greeting)] if courtesies else []
    for heap in heaps:
        part = [*wrapped(f"{heap.title} · {heap.about}"), *(wrapped(heap.contact) if heap.contact else ())]
        for told in heap.told:
            part += [*wrapped(told.at, "- ", "  "), *wrapped(told.headline, "  ", "  ")]
            part += wrapped(told.due, "  ", "  ") if told.due else []
            part += [line for quote in told.quotes for line in quoted(quote, "  ")]
        parts.append(part)
    if courtesies:
        parts += [wrapped(courtesies.quoting), [line for words in courtesies.closing for line in wrapped(words)]]
    return blocks(wrapped(headline), *parts, ["-- ", *wrapped(footer(voice))])
