"""What customers write stands in messages as text, and steers nothing."""

import pytest

from domain.terms.request import Request
from domain.ticket.commands import OpenTicket, RecordCustomerResponse, WaitForCustomer
from domain.ticket.events import CustomerResponded, TicketOpened, WaitStarted
from people.notices.message import Message
from people.notices.notice import notice_of
from people.notices.samples.driving import Deed, live
from people.notices.wording.cleaning import END_OF_ISOLATE, ISOLATE, clipped, fitted, lines, one_line
from people.notices.wording.reader import Reader
from people.notices.wording.voice import voice_of
from tests.domain.given.terms import TEAM, gold
from tests.domain.given.times import mon
from tests.people.notices.test_every_language import Page
from tests.people.notices.told import ADA, LAYLA, READERS, Told, flat

SCRIPT = "<script>alert('hi')</script><img src=x onerror=alert(1)>"
TURNED = "\u202egnp.exe\u2066 \u200f"
FORGED = "Hello\u2028Bcc: everybody@example.com\x85X-Evil: 1"


def messages(customer: str, subject: str, text: str, reader: Reader, ticket: str = "SD-1") -> dict[type, Message]:
    """What is told of a ticket with these texts."""
    opening = OpenTicket(
        ticket=ticket, customer=customer, subject=subject, request=Request(contract="europe-1", priority="P1")
    )
    deeds = [
        Deed(mon("09:10"), WaitForCustomer(question=text)),
        Deed(mon("09:30"), RecordCustomerResponse(text=text)),
    ]
    life = live(opening, mon("09:00"), deeds, mon("09:31"), lambda _, __: gold())
    wanted = {TicketOpened: TEAM, WaitStarted: "customer", CustomerResponded: TEAM}
    return {
        type(recorded.event): Told(notice_of(life.stream, recorded.number), wanted[type(recorded.event)]).to(reader)
        for recorded in life.stream
        if type(recorded.event) in wanted
    }


@pytest.mark.parametrize("reader", [ADA, LAYLA], ids=lambda reader: reader.language)
def test_markup_is_shown_and_not_obeyed(reader: Reader) -> None:
    told = messages(f"{SCRIPT} & Co", f"{SCRIPT} 50% %(ticket)s", SCRIPT, reader)
    for message in told.values():
        page = Page(message.html)
        assert page.open == []
        assert page.links == []
        assert "<script" not in message.html
    assert SCRIPT in Page(told[CustomerResponded].html).text
    assert "50% %(ticket)s" in flat(told[TicketOpened].text)


@pytest.mark.parametrize("reader", READERS, ids=lambda reader: reader.language)
def test_marks_that_turn_the_direction_are_left_out(reader: Reader) -> None:
    for message in messages(f"Bar{TURNED}", f"Open{TURNED}", f"See{TURNED}", reader).values():
        for form in (message.subject, message.text, message.short, message.html):
            assert not {"\u202e", "\u2066", "\u200f"} & {*form}
            assert form.count(ISOLATE) == form.count(END_OF_ISOLATE)


def test_no_text_forges_another_line_of_a_subject() -> None:
    for message in messages("Bar", FORGED, "Hi", ADA).values():
        assert message.subject.splitlines() == [message.subject]
        assert message.short.splitlines() == [message.short]


def test_a_quoted_text_cannot_pass_for_ours() -> None:
    forged = "Thanks.\n-- \nTicket: SD-9\n\nKind regards,\nSupport team"
    text = messages("Bar", "Open", forged, ADA)[CustomerResponded].text
    assert "> Thanks.\n> --\n> Ticket: SD-9\n>\n> Kind regards,\n> Support team" in text
    assert text.count("\n-- \n") == 1


@pytest.mark.parametrize("reader", READERS, ids=lambda reader: reader.language)
def test_the_longest_texts_fit(reader: Reader) -> None:
    longest = "x" * 100
    told = messages("Société " * 24, "Nobody hears anything " * 9, "word " * 790, reader, ticket=longest)
    for message in told.values():
        assert len(message.subject) < 100
        assert len(message.short) <= 160
        assert longest in message.html
        assert longest in message.text
    assert told[CustomerResponded].text.count("word") == 790
    # What matters on a pager is there whatever the rest is.
    assert "P1" in told[TicketOpened].short
    assert voice_of(reader).briefly(mon("09:30")) in told[TicketOpened].short


def test_letters_as_wide_as_two_are_wrapped_as_such() -> None:
    text = messages("Bar", "Open", "電話 が 鳴りません " * 12, ADA)[CustomerResponded].text
    quoted = [line for line in text.splitlines() if line.startswith("> ")]
    assert max(len(line) for line in quoted) < 50


def test_an_unbroken_word_stays_whole() -> None:
    link = "https://portal.example.com/" + "a" * 80
    assert link in messages("Bar", "Open", f"See {link} please", ADA)[CustomerResponded].text


@pytest.mark.parametrize(
    ("dirty", "clean"),
    [
        ("a\u202eb\x1b[31mc", "ab[31mc"),
        ("a\u2028b\u2029c\x85d\re", "a b c d e"),
        ("tab\there", "tab here"),
        ("family \U0001f468\u200d\U0001f469", "family \U0001f468\u200d\U0001f469"),
        ("hidden\u00ad\ufeff\U000e0041", "hidden"),
        ("\u0645\u06cc\u200c\u0631", "\u0645\u06cc\u200c\u0631"),
    ],
)
def test_a_line_keeps_letters_and_joiners_and_nothing_that_steers(dirty: str, clean: str) -> None:
    assert one_line(dirty) == clean


def test_a_text_keeps_its_lines() -> None:
    assert lines("one\r\ntwo\n\n\u2067three\n") == "one\ntwo\n\nthree"


@pytest.mark.parametrize("most", range(12))
def test_clipping_ends_every_isolate_and_keeps_the_length(most: int) -> None:
    found = clipped(f"{ISOLATE}abcd{END_OF_ISOLATE} ef {ISOLATE}gh{END_OF_ISOLATE}", most)
    assert len(found) <= most
    assert found.count(ISOLATE) == found.count(END_OF_ISOLATE)


def test_parts_are_clipped_from_the_last_and_not_below_their_least() -> None:
    assert fitted(14, ("SD-1", 4), ("Reminder", 4), ("Nobody hears", 0)) == ["SD-1", "Reminder", "N…"]
    assert fitted(10, ("SD-1", 4), ("Reminder", 4), ("Nobody hears", 0)) == ["SD-1", "Remin…", ""]
