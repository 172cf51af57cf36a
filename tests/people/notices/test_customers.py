"""What a customer reads, kind by kind."""

from domain.ticket.events import (
    CustomerReminded,
    Escalated,
    MissWithdrawn,
    PriorityChanged,
    PriorityConfirmed,
    PromiseMissed,
    TicketClosed,
    TicketOpened,
    TicketResolved,
    WaitStarted,
)
from people.notices.letters.by_event import letter_of
from people.notices.wording.voice import voice_of
from tests.people.notices.told import ADA, CHLOE, JONAS, LUCIA, NINO, RUI, Told, flat, told

BY_TEN = "lunedì 16 novembre 2026 alle 10:00\N{NO-BREAK SPACE}CET"


def test_an_opening_gives_the_number_the_priority_and_by_when_the_case_is_taken_in_charge() -> None:
    message = told(TicketOpened).to(NINO)
    assert message.subject == "[SD-1042] Abbiamo la Sua richiesta - No calls come in since the update"
    first, second, *_ = message.text.split("\n\n")
    assert first.replace("\n", " ") == (
        f"Abbiamo ricevuto la Sua richiesta e aperto il ticket SD-1042 con priorità P1. Prenderemo in carico la Sua "
        f"richiesta entro {BY_TEN}."
    )
    assert second == "Gentile Nino Bianchi,"
    assert "entro 1 ora lavorativa" in flat(message.text)
    assert "P1 CRITICA, IMPATTO GRAVE" in message.text


def test_an_opening_without_guarantee_says_so() -> None:
    assert "contract does not guarantee these times" in told(TicketOpened, ticket="SD-1045").to(ADA).html
    assert "guarantee" not in told(TicketOpened, ticket="SD-1042").to(ADA).text


def test_an_opening_at_night_says_that_the_technician_on_call_has_been_alerted() -> None:
    assert "Der Techniker im Bereitschaftsdienst ist alarmiert." in flat(
        told(TicketOpened, ticket="SD-1044").to(JONAS).text
    )
    assert "Bereitschaftsdienst" not in told(TicketOpened, ticket="SD-1042").to(JONAS).text


def test_an_opening_under_imagen_ti_promises_attention_in_the_contracts_own_words() -> None:
    message = told(TicketOpened, ticket="IT-208").to(LUCIA)
    assert "prioridad grave" in message.text
    assert "Atenderemos su solicitud a más tardar el martes, 17 de noviembre de 2026, 14:00" in message.html
    assert "mesa de ayuda" in message.text


def test_a_priority_is_notified_in_full() -> None:
    text = flat(told(PriorityConfirmed).to(CHLOE).text)
    assert "La priorité de votre demande SD-1042 est : P1 CRITIQUE, IMPACT GRAVE." in text


def test_a_question_is_quoted_and_says_what_comes_if_nobody_answers() -> None:
    message = told(WaitStarted).to(ADA)
    assert "> Which version is installed?\n> Can you send us the log?" in message.text
    steps = [step.value for step in told(WaitStarted).letter(ADA).next_steps]
    assert steps == ["We remind you", "The priority is lowered from P3 to P4"]
    assert "We need your answer - answer by Wed, Nov 18 8:30 AM GMT" in message.short


def test_a_reminder_is_numbered_repeats_the_question_and_names_the_day_of_the_downgrade() -> None:
    second = told(CustomerReminded, where=lambda event: getattr(event, "nth", 0) == 2)
    message = second.to(RUI)
    assert message.subject.startswith("[SD-1043] Lembrete 2: precisamos da sua resposta")
    assert "> Which version is installed?" in message.text
    assert "quarta-feira, 18 de novembro de 2026 às 05:30" in message.html
    assert "a prioridade será reduzida de P3 para P4" in flat(message.text)
    # Two reminders are all that the contract has.
    assert len(second.letter(RUI).next_steps) == 1


def test_a_downgrade_says_why_and_what_comes_at_the_lowest_priority() -> None:
    letter = told(PriorityChanged, ticket="SD-1043").letter(ADA)
    assert letter.kind == "downgrade"
    assert "As we have had no answer from you" in letter.headline
    assert letter.due is not None
    assert letter.due.endswith("our team will consider closing the ticket.")


def test_a_change_of_priority_by_hand_gives_its_reason() -> None:
    letter = told(PriorityChanged, ticket="SD-1042").letter(ADA)
    assert letter.kind == "priority-change"
    assert [quote.text for quote in letter.quotes] == ["Half of the lines work."]


def test_a_resolution_tells_what_was_done_and_until_when_one_may_disagree() -> None:
    message = told(TicketResolved).to(JONAS)
    assert "> The trunk was registered again.\n> Test calls came in." in message.text
    assert "bis Samstag, 21. November 2026, 11:40" in message.html
    assert "Gelöst - falls nicht, Nachricht bis Sa., 21. Nov. 11:40 CET" in message.short


def test_a_closing_says_why_and_repeats_what_was_done() -> None:
    accepted, undisputed = told(TicketClosed, ticket="SD-1043"), told(TicketClosed, ticket="SD-1044")
    assert accepted.letter(ADA).headline == "Ticket SD-1043 is closed, as you accepted the solution."
    assert "no objection" in undisputed.letter(ADA).headline
    assert "> Restarted." in undisputed.to(ADA).text


def test_an_escalation_that_was_asked_for_says_when_the_answer_comes() -> None:
    asked = Told(told(Escalated, to="support-manager", ticket="IT-208").notice, "customer")
    letter = asked.letter(LUCIA)
    assert (
        letter.headline == "Como usted ha solicitado, el ticket IT-208 se ha escalado a «Gerente de Soporte Técnico»."
    )
    assert letter.due is not None
    assert "11:00" in letter.due


def test_a_late_answer_is_apologised_for_and_taken_back_when_it_was_in_time() -> None:
    late, in_time = told(PromiseMissed, ticket="IT-208"), told(MissWithdrawn, ticket="IT-208")
    assert "We apologise for the delay" in late.to(ADA).text
    assert "It was in time after all" in flat(in_time.to(ADA).text)


def test_only_customers_are_greeted() -> None:
    opening = told(TicketOpened, to="support-team")
    assert letter_of(opening.notice, "support-team", voice_of(ADA), "Ada Clarke").greeting is None
    assert "Ada Clarke" not in opening.to(ADA).text
