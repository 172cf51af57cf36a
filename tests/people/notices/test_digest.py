"""Many announcements as one message."""

from collections.abc import Callable

import pytest

from domain.ticket.events import (
    CustomerReminded,
    Escalated,
    MissWithdrawn,
    PromiseMissed,
    TicketOpened,
    WaitStarted,
    WarningGiven,
)
from people.notices.message import Message
from people.notices.superseding import still_news
from people.notices.wording.reader import Reader
from people.notices.writing.digest import render_digest
from people.notices.writing.plain import WIDTH
from tests.people.notices.test_every_language import Page, check_form, columns
from tests.people.notices.told import ADA, LAYLA, NINO, READERS, Told, everything_told, flat, told


def digest(reader: Reader, *announcements: Told) -> Message:
    return render_digest([(one.notice, one.recipient) for one in announcements], reader)


def of_ticket(ticket: str, recipient: str, keep: Callable[[Told], bool] = lambda _: True) -> list[Told]:
    return [
        one for one in everything_told() if one.notice.ticket.id == ticket and one.recipient == recipient and keep(one)
    ]


def test_tickets_come_once_each_and_the_most_urgent_first() -> None:
    calm = told(TicketOpened, to="support-team", ticket="SD-1043")
    breach = told(PromiseMissed, to="support-manager", ticket="IT-208")
    soon = told(Escalated, to="support-manager", ticket="SD-1042")
    calm_too = told(TicketOpened, to="support-team", ticket="SD-1042")
    message = digest(ADA, calm, soon, breach, calm_too)
    assert message.subject == "4 messages on 3 tickets: IT-208, Answer (Manufacturer): SLA breached"
    places = [message.text.index(f"\n{ticket} ·") for ticket in ("IT-208", "SD-1042", "SD-1043")]
    assert places == sorted(places)
    assert message.short.startswith("4 messages on 3 tickets: IT-208, SD-1042")


def test_each_entry_says_when_and_what_and_the_last_what_is_due_next() -> None:
    opening = told(TicketOpened, to="support-team", ticket="SD-1042")
    escalated = told(Escalated, to="support-team", ticket="SD-1042")
    text = flat(digest(NINO, escalated, opening).text)
    assert "lun 16 nov 09:00 CET Trattoria da Nino ha un nuovo ticket, SD-1042, con priorità P1." in text
    assert "lun 16 nov 15:30 CET Il ticket SD-1042 è passato dal livello «Support team»" in text
    assert text.count("Prossima scadenza") == 1


def test_a_warning_that_a_later_one_overtook_is_left_out() -> None:
    warnings = of_ticket("SD-1042", "support-manager", lambda one: isinstance(one.notice.event, WarningGiven))
    assert len(warnings) == 3
    message = digest(ADA, *warnings)
    assert "90%" in message.subject
    assert "90%" in message.text
    assert "75%" not in message.text


def test_a_warning_of_an_escalation_is_left_out_once_it_has_come() -> None:
    of_the_level = of_ticket("SD-1042", "support-regional-manager")
    warned = [one for one in of_the_level if isinstance(one.notice.event, WarningGiven)]
    escalated = [one for one in of_the_level if isinstance(one.notice.event, Escalated)]
    assert {getattr(one.notice.event, "promise", None) for one in warned} == {"escalation"}
    left = still_news([(one.notice, one.recipient) for one in (*warned, escalated[-1])])
    assert [notice.event.type for notice, _ in left] == ["Escalated"]


def test_a_miss_that_was_withdrawn_meanwhile_is_no_news_and_neither_is_its_withdrawal() -> None:
    opening = told(TicketOpened, to="support-team", ticket="SD-1042")
    missed = told(PromiseMissed, to="support-team", ticket="SD-1042")
    withdrawn = told(MissWithdrawn, to="support-team", ticket="SD-1042")
    all_three = [(one.notice, one.recipient) for one in (opening, missed, withdrawn)]
    assert [notice.event.type for notice, _ in still_news(all_three)] == ["TicketOpened"]
    # Whoever was told of the miss before has to hear that it no longer holds.
    assert [notice.event.type for notice, _ in still_news(all_three[2:])] == ["MissWithdrawn"]
    # And where nothing else is left, the last word is better than none.
    assert [notice.event.type for notice, _ in still_news(all_three[1:])] == ["MissWithdrawn"]


def test_an_event_that_reaches_somebody_in_two_roles_is_told_once() -> None:
    escalated = told(Escalated, to="support-manager", ticket="SD-1042")
    twice = digest(ADA, escalated, Told(escalated.notice, "support-regional-manager"))
    assert twice == Told(escalated.notice, "support-manager").to(ADA)


def test_a_customers_digest_names_no_customer() -> None:
    letters = of_ticket("SD-1043", "customer")
    assert "Grand Hotel Aurora" not in digest(ADA, *letters).text


def test_a_question_and_its_reminders_are_left_out_once_the_ticket_went_further() -> None:
    letters = of_ticket("SD-1043", "customer")
    told_of = [one.notice.event for one in letters]
    assert len([event for event in told_of if isinstance(event, WaitStarted | CustomerReminded)]) == 3
    left = [notice.event.type for notice, _ in still_news([(one.notice, one.recipient) for one in letters])]
    assert left == ["TicketOpened", "PriorityChanged", "TicketClosed"]
    # While we still wait, the last reminder is what counts.
    waiting = [(one.notice, one.recipient) for one in letters[:4]]
    assert [notice.event.type for notice, _ in still_news(waiting)] == ["TicketOpened", "CustomerReminded"]


def test_nothing_presses_on_a_ticket_that_is_closed() -> None:
    message = digest(ADA, *of_ticket("SD-1043", "customer"))
    assert message.subject == "3 messages on 1 ticket: SD-1043, Closed"
    assert "the most urgent first" not in message.text
    opened = told(TicketOpened, ticket="IT-208")
    assert digest(ADA, *of_ticket("SD-1043", "customer"), opened).subject.startswith("4 messages on 2 tickets: IT-208")


def test_questions_and_what_was_done_are_quoted() -> None:
    asked = digest(ADA, *of_ticket("SD-1043", "customer")[:2])
    assert "  Our question\n  > Which version is installed?\n  > Can you send us the log?" in asked.text
    assert "Can you send us the log?" in Page(asked.html).text
    assert "  > The licence was renewed." in digest(LAYLA, *of_ticket("SD-1043", "customer")).text


@pytest.mark.parametrize("reader", READERS, ids=lambda reader: reader.language)
def test_a_digest_of_everything_reads_whole_in_every_form(reader: Reader) -> None:
    message = digest(reader, *everything_told())
    for form in (message.subject, message.short):
        assert form.splitlines() == [form]
    assert len(message.subject) < 100
    assert len(message.short) <= 160
    page = Page(message.html)
    assert (page.open, page.links) == ([], [])
    assert max(columns(line) for line in message.text.splitlines()) <= WIDTH
    for ticket in ("SD-1042", "SD-1043", "SD-1044", "SD-1045", "IT-208"):
        assert ticket in page.text
        assert ticket in message.text
    for form in (message.text, message.html):
        assert "%(" not in form


def test_a_digest_of_one_ticket_has_the_form_of_any_message() -> None:
    check_form(digest(LAYLA, told(TicketOpened), told(PromiseMissed, to="support-team")), "SD-1042")


def test_a_digest_of_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="digest of no announcements"):
        render_digest([], ADA)
