"""A customer is told in order, and only what still holds when the message leaves."""

from datetime import datetime

import pytest

from contracts.loader import load_all
from contracts.public_holidays import public_holidays
from domain.resolving.resolving import resolve
from domain.terms.request import Request
from domain.terms.terms import Terms
from domain.ticket.commands import (
    Acknowledge,
    ChangePriority,
    Close,
    Command,
    ConfirmPriority,
    OpenTicket,
    RecordCustomerResponse,
    Reopen,
    Resolve,
    WaitForCustomer,
)
from domain.ticket.ledger import CUSTOMER
from people.notices.message import Message
from people.notices.notice import Notice, notice_of
from people.notices.samples.driving import Deed, Life, live
from people.notices.superseding import still_news
from people.notices.wording.reader import Reader
from people.notices.writing.digest import render_digest
from people.notices.writing.rendering import render
from tests.domain.given.times import mon
from tests.people.notices.test_every_language import Page, check_form
from tests.people.notices.told import ADA, NINO, READERS, flat

PHONE = "+39 0584 943232"
WITHDRAWN = "We restarted the trunk."


def terms_at(request: Request, at: datetime) -> Terms:
    return resolve(load_all(None)[request.contract], request, at, public_holidays)


def opening(priority: str = "P2", **request: str) -> OpenTicket:
    asked = {"contract": "imagiclecare-5.0", "plan": "gold", "theatre": "europe", "priority": priority, **request}
    return OpenTicket(
        ticket="SD-9", customer="Trattoria da Nino", subject="No calls", request=Request.model_validate(asked)
    )


def life(*deeds: tuple[str, Command], opened: OpenTicket | None = None, until: str = "12:00") -> Life:
    """A ticket opened on Monday at 09:00."""
    done = [Deed(mon(clock), command) for clock, command in deeds]
    return live(opened or opening(), mon("09:00"), done, mon(until), terms_at)


def told_from(lived: Life, since: str, recipient: str = CUSTOMER) -> list[str]:
    """The types of what a message says that gathers all that one recipient was told since an instant."""
    return [notice.event.type for notice, _ in still_news(gathered(lived, since, recipient))]


def gathered(lived: Life, since: str, recipient: str = CUSTOMER) -> list[tuple[Notice, str]]:
    return [
        (notice_of(lived.stream, one.event), one.recipient)
        for one in lived.told
        if one.recipient == recipient and lived.stream[one.event - 1].recorded_at >= mon(since)
    ]


def message(lived: Life, since: str, reader: Reader = ADA) -> Message:
    return render_digest(gathered(lived, since), reader)


BUSY = (
    ("10:00", WaitForCustomer(question="Which version?")),
    ("10:01", Resolve(summary=WITHDRAWN)),
    ("10:02", Reopen(reason="It is silent again.")),
    ("10:03", ChangePriority(priority="P3")),
)


def test_a_solution_that_was_withdrawn_is_not_told_after_the_reopening_and_neither_is_a_question() -> None:
    lived = life(*BUSY)
    assert told_from(lived, "10:00") == ["TicketReopened", "PriorityChanged"]
    text = flat(message(lived, "10:00").text)
    assert "solved" not in text
    assert WITHDRAWN not in text
    assert "Which version?" not in text
    assert text.index("is open again") < text.index("has changed from P2 to P3")


def test_a_reopening_is_told_to_the_customer_with_the_reason_that_a_person_gave() -> None:
    lived = life(*BUSY)
    [told] = [one for one in lived.told if one.event == 5 and one.recipient == CUSTOMER]
    text = flat(render(notice_of(lived.stream, told.event), CUSTOMER, ADA).text)
    assert "Ticket SD-9 is open again, and we go on working on it." in text
    assert "> It is silent again." in text


def test_a_reopening_by_the_customer_does_not_tell_them_what_they_did() -> None:
    lived = life(("10:00", Resolve()), ("10:05", RecordCustomerResponse(text="No.")))
    assert told_from(lived, "10:05") == ["TicketReopened"]
    text = flat(message(lived, "10:05").text)
    assert "is open again" in text
    assert "the customer responded" not in text


def test_what_was_solved_again_is_no_longer_open_again() -> None:
    lived = life(*BUSY, ("10:04", Resolve(summary="The line was cut.")))
    assert told_from(lived, "10:00") == ["PriorityChanged", "TicketResolved"]
    text = message(lived, "10:00").text
    assert "The line was cut." in text
    assert WITHDRAWN not in text


def test_a_question_that_was_answered_is_not_asked_though_nothing_else_came_of_it() -> None:
    asked = ("10:00", WaitForCustomer(question="Which version?"))
    lived = life(asked, ("10:01", RecordCustomerResponse()), ("10:02", ChangePriority(priority="P3")))
    assert told_from(lived, "10:00") == ["PriorityChanged"]
    again = life(asked, ("10:01", RecordCustomerResponse()), ("10:02", WaitForCustomer(question="And which model?")))
    assert told_from(again, "10:00") == ["WaitStarted"]
    assert "And which model?" in message(again, "10:00").text


def test_a_priority_that_is_no_longer_the_one_that_was_determined_is_not_confirmed() -> None:
    lived = life(("10:00", ConfirmPriority()), ("10:01", ChangePriority(priority="P1")))
    assert told_from(lived, "10:00") == ["PriorityChanged"]


def test_a_step_down_that_was_answered_no_longer_asks_the_question() -> None:
    lived = life(("09:10", WaitForCustomer(question="Which version?")))
    silent = live(
        opening(),
        mon("09:00"),
        [
            Deed(mon("09:10"), WaitForCustomer(question="Which version?")),
            Deed(mon("09:00", week=1), RecordCustomerResponse()),
            Deed(mon("09:05", week=1), ConfirmPriority()),
        ],
        mon("10:00", week=1),
        terms_at,
    )
    assert "PriorityChanged" in told_from(silent, "09:00")
    assert "Which version?" not in message(silent, "09:00").text
    # While it is awaited it is asked.
    assert "Which version?" in message(lived, "09:10").text


def test_a_warning_of_what_was_kept_meanwhile_warns_nobody() -> None:
    lived = life(("10:10", Acknowledge()), ("10:20", ChangePriority(priority="P1")), until="10:30")
    told = told_from(lived, "09:00", "support-team")
    assert "WarningGiven" not in told[: told.index("PriorityChanged")]


def test_the_mail_of_a_closing_quotes_no_solution_that_was_withdrawn() -> None:
    withdrawn = life(("10:00", Resolve(summary=WITHDRAWN)), ("10:05", Reopen()), ("10:10", Close()))
    assert WITHDRAWN not in message(withdrawn, "10:10").text
    stands = life(("10:00", Resolve(summary=WITHDRAWN)), ("10:10", Close()))
    assert WITHDRAWN in message(stands, "10:10").text
    second = life(
        ("10:00", Resolve(summary=WITHDRAWN)),
        ("10:05", Reopen()),
        ("10:06", Resolve(summary="The line was cut.")),
        ("10:10", RecordCustomerResponse(accepts_solution=True)),
    )
    text = message(second, "10:10").text
    assert "The line was cut." in text
    assert WITHDRAWN not in text


@pytest.mark.parametrize("reader", READERS, ids=lambda reader: reader.language)
def test_where_one_is_left_of_several_it_is_that_ones_own_message(reader: Reader) -> None:
    lived = life(("10:00", WaitForCustomer(question="Which version?")), ("10:01", Resolve(summary="Done.")))
    both = gathered(lived, "10:00")
    assert len(both) == 2
    assert render_digest(both, reader) == render(*both[1], reader)


@pytest.mark.parametrize("reader", READERS, ids=lambda reader: reader.language)
def test_each_letter_to_a_customer_has_number_greeting_and_the_phone_of_the_theatre(reader: Reader) -> None:
    lived = life(*BUSY, ("10:04", ConfirmPriority()), ("10:05", Resolve(summary="Done.")), ("10:06", Close()))
    for notice, role in gathered(lived, "09:00"):
        letter = render(notice, role, reader)
        assert "SD-9" in letter.subject
        for form in (letter.text, Page(letter.html).text):
            assert reader.name in form
            assert PHONE in form


@pytest.mark.parametrize("reader", READERS, ids=lambda reader: reader.language)
def test_a_digest_for_a_customer_has_them_too(reader: Reader) -> None:
    found = message(life(*BUSY), "09:00", reader)
    check_form(found, "SD-9")
    for form in (found.text, Page(found.html).text):
        assert reader.name in form
        assert PHONE in form
    assert Page(found.html).open == []


def test_a_digest_for_the_team_greets_nobody_and_gives_no_phone() -> None:
    found = render_digest(gathered(life(*BUSY), "09:00", "support-team"), NINO)
    assert "Gentile" not in found.text
    assert PHONE not in found.text


@pytest.mark.parametrize(
    ("request_", "phones"),
    [
        ({"theatre": "americas", "contract": "imagiclecare-4.1"}, ["+1 305 5013030", "+1 206 2012042"]),
        ({"theatre": "middle-east-uae"}, ["+971 436 05197"]),
        ({"contract": "imagen-ti", "plan": "standard", "theatre": "mexico", "priority": "minor"}, ["5555127337"]),
    ],
)
def test_the_phone_is_that_of_the_team_that_serves_the_customer(request_: dict[str, str], phones: list[str]) -> None:
    lived = life(opened=opening(**request_))
    text = flat(render(notice_of(lived.stream, 1), CUSTOMER, ADA).text)
    assert [phone for phone in phones if phone not in text] == []


def test_in_arabic_a_phone_number_is_read_from_the_left() -> None:
    arabic = next(reader for reader in READERS if reader.language == "ar")
    text = render(notice_of(life().stream, 1), CUSTOMER, arabic).text
    assert f"\u2068{PHONE}\u2069" in text
