"""Every announcement of the example tickets, in each of the seven languages."""

import unicodedata
from html.parser import HTMLParser
from itertools import groupby

import pytest

from domain.showing.announcements import ON_CALL
from domain.ticket.ledger import CUSTOMER
from people.notices.message import Message
from people.notices.wording.cleaning import END_OF_ISOLATE, ISOLATE
from people.notices.wording.reader import Reader
from people.notices.wording.voice import voice_of
from people.notices.writing.plain import WIDTH
from tests.people.notices.told import LAYLA, READERS, Told, everything_told

VOID = {"meta", "br"}


class Page(HTMLParser):
    """A page's visible text, and the tags that are still open."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.attributes: dict[str, str | None] = {}
        self.links: list[str] = []
        self.text = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "html":
            self.attributes = dict(attrs)
        self.links += [name for name, _ in attrs if name in ("src", "href", "background", "action")]
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


def one_of_each_kind() -> list[Told]:
    """One announcement of each event to each kind of recipient."""

    def kind(one: Told) -> tuple[str, str]:
        audience = one.recipient if one.recipient in (CUSTOMER, ON_CALL) else "level"
        return one.notice.event.type, audience

    return [next(several) for _, several in groupby(sorted(everything_told(), key=kind), key=kind)]


def columns(line: str) -> int:
    """How wide a line is: the marks of Arabic, and those of direction, take no room."""
    return sum(unicodedata.category(character) not in ("Mn", "Cf") for character in line)


def check_form(message: Message, ticket: str) -> None:
    assert len(message.subject) < 100
    assert len(message.short) <= 160
    for line in (message.subject, message.short):
        assert line.splitlines() == [line]
    assert max(columns(line) for line in message.text.splitlines()) <= WIDTH
    for form in (message.subject, message.text, message.short, message.html):
        assert ticket in form
        assert "%(" not in form
        assert "None" not in form
        assert form.count(ISOLATE) == form.count(END_OF_ISOLATE)


@pytest.mark.parametrize("reader", READERS, ids=lambda reader: reader.language)
def test_every_announcement_reads_whole_in_every_form(reader: Reader) -> None:
    english = Reader("Ada", "en", reader.zone)
    for one in one_of_each_kind():
        message, ticket = one.to(reader), one.notice.ticket.id
        check_form(message, ticket)
        page = Page(message.html)
        assert page.open == []
        assert page.links == []
        assert page.attributes == {"lang": reader.language, "dir": "rtl" if reader is LAYLA else "ltr"}
        assert one.letter(reader).headline in page.text
        if reader.language != "en":
            assert one.letter(reader).headline != one.letter(english).headline


@pytest.mark.parametrize("reader", READERS, ids=lambda reader: reader.language)
def test_every_instant_that_is_due_stands_in_the_message_on_the_readers_clock(reader: Reader) -> None:
    voice = voice_of(reader)
    dated = [one for one in one_of_each_kind() if one.letter(reader).due_at]
    assert len(dated) > 10
    for one in dated:
        due_at, message = one.letter(reader).due_at, one.to(reader)
        assert due_at is not None
        assert voice.when(due_at) in message.html
        assert voice.when(one.notice.ticket.opened_at) in message.html


def test_the_same_notice_gives_the_same_message() -> None:
    for one in one_of_each_kind()[:6]:
        assert one.to(LAYLA) == one.to(LAYLA)


@pytest.mark.parametrize("reader", READERS, ids=lambda reader: reader.language)
def test_a_tickets_number_is_never_parted_at_its_hyphen(reader: Reader) -> None:
    for one in one_of_each_kind():
        number, letter = one.notice.ticket.id, one.letter(reader)
        [headline] = [line for line in one.to(reader).html.splitlines() if line.startswith("<h1 ")]
        assert headline.count(f'<span style="white-space:nowrap;">{number}</span>') == letter.headline.count(number)
