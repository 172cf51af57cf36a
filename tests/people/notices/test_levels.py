"""What a level of the ladder and the technician on call read."""

import pytest

from domain.showing.announcements import ON_CALL
from domain.terms.request import Request
from domain.ticket.commands import OpenTicket
from domain.ticket.events import (
    EVENTS,
    Acknowledged,
    ClosingProposed,
    CommandRefused,
    CustomerResponded,
    Escalated,
    Event,
    MissWithdrawn,
    NoteAdded,
    OnCallEngaged,
    PromiseKept,
    PromiseMissed,
    ThirdPartyResponded,
    TicketAssigned,
    TicketImported,
    TicketMigrated,
    TicketOpened,
    TicketReopened,
    WaitEnded,
    WarningGiven,
)
from people.notices.letter import Urgency
from people.notices.letters.by_event import NobodysNews
from people.notices.notice import notice_of
from people.notices.samples.driving import live
from people.notices.wording.reader import Reader
from people.notices.writing.rendering import render
from tests.domain.given.story import given
from tests.domain.given.terms import LEADER, MANAGER, TEAM, gold, platinum
from tests.domain.given.times import mon
from tests.people.notices.told import ADA, JONAS, NINO, READERS, Told, everything_told, lives, told


def test_a_new_ticket_names_the_customer_and_what_is_due_first() -> None:
    letter = told(TicketOpened, to="support-team").letter(ADA)
    assert letter.headline == "Trattoria da Nino has a new ticket, SD-1042, with priority P1."
    assert letter.due == "Next due: Taking charge, Monday, November 16, 2026, 9:00\u202fAM\N{NO-BREAK SPACE}GMT."
    assert [row.label for row in letter.rows] == ["Taking charge", "Escalation (Support Regional Manager)"]


def test_a_warning_says_how_much_has_gone_when_it_is_due_and_what_is_left() -> None:
    letter = told(WarningGiven, to="support-team").letter(NINO)
    assert letter.what == "Presa in carico: trascorso il 50% del tempo"
    assert letter.due is not None
    assert letter.due.endswith("Tempo rimasto: 30 minuti lavorativi.")
    assert [(row.gone, row.share) for row in letter.rows] == [
        (0.5, "trascorso il 50% di 1 ora lavorativa"),
        (0.25, "trascorso il 25% di 2 ore lavorative"),
    ]


def test_a_breach_is_called_one() -> None:
    letter = told(PromiseMissed, to="support-team", ticket="SD-1042").letter(ADA)
    assert letter.what == "Taking charge: SLA breached"
    assert letter.urgency is Urgency.LATE
    assert letter.rows[0].gone == 1.0


@pytest.mark.parametrize("reader", READERS, ids=lambda reader: reader.language)
def test_a_miss_without_guarantee_is_never_called_a_breach(reader: Reader) -> None:
    breach = told(PromiseMissed, to="support-team", ticket="SD-1042").letter(reader)
    miss = told(PromiseMissed, to="support-team", ticket="SD-1045")
    message = miss.to(reader)
    word = {"it": "violat", "en": "breach", "fr": "respecté", "de": "verletz", "es": "incumpl", "pt": "descumpr"}
    said = word.get(reader.language, "إخلال")
    assert said in breach.headline
    assert said not in message.subject + message.text + message.short + message.html


def test_a_withdrawn_miss_says_which_event_no_longer_holds_and_shows_what_is_kept_no_more() -> None:
    withdrawn = told(MissWithdrawn, to="support-team")
    letter = withdrawn.letter(ADA)
    assert "event 6 no longer holds" in letter.paragraphs[0]
    assert "Taking charge" not in [row.label for row in letter.rows]


def test_an_escalation_says_from_where_to_where_and_why() -> None:
    letter = told(Escalated, to="support-regional-manager").letter(JONAS)
    expected = "Das Ticket SD-1042 wurde von „Support-Team“ an „Regionaler Support-Manager“ eskaliert."
    assert letter.headline == expected
    assert letter.paragraphs[0].startswith("Die Eskalationszeit des Vertrags wurde erreicht: Montag, 16. November 2026")


def test_an_escalation_that_was_asked_for_says_who_asked_and_in_which_words() -> None:
    by_customer = told(Escalated, to="support-manager", ticket="IT-208").letter(ADA)
    assert by_customer.paragraphs[0] == "The customer asked for it."
    assert by_customer.quotes[0].text == "The shop is full."
    by_level = told(Escalated, to="manufacturer", ticket="IT-208").letter(ADA)
    assert by_level.paragraphs[0] == "It was asked for by: Technical support manager."


def test_whoever_is_told_in_place_of_an_empty_level_learns_which() -> None:
    opening = OpenTicket(
        ticket="SD-7",
        customer="Trattoria da Nino",
        subject="No calls come in",
        request=Request(contract="europe-1", priority="P1"),
    )
    life = live(
        opening, mon("09:00"), [], mon("12:00"), lambda _, __: gold(), lambda _, level: level not in (TEAM, LEADER)
    )
    [of_escalation] = [one for one in life.told if isinstance(life.stream[one.event - 1].event, Escalated)]
    assert of_escalation.recipient == MANAGER
    letter = Told(notice_of(life.stream, of_escalation.event), MANAGER).letter(ADA)
    assert letter.paragraphs[-1] == (
        "You are told in the place of a level at which nobody can be reached: team-leader."
    )


def test_an_answer_of_the_customer_is_quoted_and_the_clock_runs_again() -> None:
    letter = told(CustomerResponded, to="support-team", ticket="SD-1043").letter(ADA)
    assert letter.quotes[0].text == "Version 12; the log is attached."
    assert letter.due is not None
    assert letter.due.startswith("Next due: Escalation (Team leader)")


def test_an_answer_of_a_third_party_names_it() -> None:
    letter = told(ThirdPartyResponded, to="support-team").letter(NINO)
    assert letter.headline == "Bell Telecom ha risposto sul ticket SD-1042."


def test_a_reopening_gives_the_engines_own_reason_in_the_readers_language() -> None:
    by_the_engine = told(TicketReopened, to="support-regional-manager", ticket="SD-1042").letter(NINO)
    assert by_the_engine.quotes[0].text == "il cliente ha risposto"
    by_hand = told(TicketReopened, to="team-leader", ticket="SD-1045").letter(NINO)
    assert by_hand.quotes[0].text == "It happened again."


def test_a_proposal_to_close_says_that_it_does_not_close_by_itself() -> None:
    letter = told(ClosingProposed, to="support-team").letter(ADA)
    assert letter.headline == "The customer does not answer on ticket SD-1043: you may close it."
    assert "It does not close by itself." in letter.paragraphs
    assert letter.due == "The clock is stopped (waiting for: the customer)."


def test_a_migration_names_the_contract_and_the_reason() -> None:
    letter = told(TicketMigrated, to="team-leader").letter(ADA)
    assert letter.headline == "Ticket SD-1045 is now under ImagicleCare 4.1, Platinum, with priority P1."
    assert letter.quotes[0].text == "Renewed under the old version."


def test_a_refused_signal_brings_the_sentence_of_the_refusal() -> None:
    letter = told(CommandRefused, to="support-regional-manager").letter(ADA)
    assert "change_priority" in letter.headline
    assert "there is no priority P9 in this contract" in letter.quotes[0].text


def test_an_alarm_fits_a_pager_with_ticket_priority_customer_and_by_when() -> None:
    message = told(TicketOpened, to="on-call").to(ADA)
    assert (
        message.short
        == "SD-1044 - ALARM P1 - take charge by Sun, Nov 15 3:00 AM GMT - Klinik Sankt Anna - Switchboard is down"
    )
    assert told(OnCallEngaged, to="on-call").letter(ADA).urgency is Urgency.ALARM


def test_the_examples_hold_every_event_of_which_anybody_is_told() -> None:
    nobodys = {Acknowledged, NoteAdded, PromiseKept, TicketAssigned, TicketImported, WaitEnded}
    assert {type(one.notice.event) for one in everything_told()} == {*EVENTS} - nobodys


def test_what_is_announced_to_nobody_has_no_words() -> None:
    stream = lives()[0].life.stream
    kept = next(recorded.number for recorded in stream if recorded.event.type == "Acknowledged")
    for recipient in ("customer", "support-team"):
        with pytest.raises(NobodysNews, match="is not told of Acknowledged"):
            Told(notice_of(stream, kept), recipient).to(ADA)


def _is_asked_again(event: Event) -> bool:
    return isinstance(event, Escalated) and event.is_asked_again


def test_a_level_that_is_asked_again_reads_who_asks_and_why() -> None:
    asked = told(Escalated, to="support-manager", ticket="IT-208", where=_is_asked_again)
    letter = asked.letter(ADA)
    assert letter.what == "Asked again: Technical support manager"
    assert letter.headline == "On ticket IT-208 another answer is asked for, of: Technical support manager."
    assert letter.paragraphs[0] == "The customer asked for it."
    assert [quote.text for quote in letter.quotes] == ["The till is still blocked."]
    assert letter.due is not None
    assert letter.due.startswith("Next due: Answer (Technical support manager)")


def test_a_manufacturer_reads_what_it_is_asked_and_nothing_of_how_the_team_stands() -> None:
    asked = told(Escalated, to="manufacturer", ticket="IT-208")
    letter = asked.letter(ADA)
    assert [row.label for row in letter.rows] == ["Answer (Manufacturer)"]
    assert [fact.label for fact in letter.facts] == ["Ticket", "Subject", "Customer", "Priority", "Opened"]
    assert [quote.text for quote in letter.quotes] == ["A fault of the product."]
    assert letter.due is not None
    assert letter.due.startswith("Next due: Answer (Manufacturer)")
    assert {one.notice.event.type for one in everything_told() if one.recipient == "manufacturer"} == {"Escalated"}


def test_the_alarm_at_the_closing_of_the_office_is_an_alarm_like_any_other() -> None:
    story = given(platinum(), "P1", mon("17:50"), channel="phone").time_passes_until(mon("18:01"))
    [rang] = [one for one in story.told if one.recipient == ON_CALL]
    message = render(notice_of(story.stream, rang.event), ON_CALL, ADA)
    assert message.subject == "[SD-1042] ALARM P1 - No calls come in"
    assert "The office has closed, and nobody has taken charge of the ticket." in message.text
    assert "calls until somebody takes charge" in message.text
