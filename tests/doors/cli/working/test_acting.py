"""Every command on a ticket, against real servers."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from runtime.settings import Settings
from tests.doors.cli.given.command_line import Desk, starter
from workflows.messages import SIGNALS, UPDATES


def last_event(desk: Desk, ticket: str) -> Any:
    return desk("show", ticket, "--json").json["events"][-1]["event"]


def test_a_ticket_is_taken_in_charge_waits_is_solved_and_closed(desk: Desk) -> None:
    desk.opens("W-life")
    told = desk("acknowledge", "W-life", "--by", "Ada")
    assert told.out.splitlines()[0] == "W-life: P2 at support-team, working"
    assert desk("wait-for-customer", "W-life", "--question", "Which version?").out.splitlines()[0] == (
        "W-life: P2 at support-team, waiting on customer"
    )
    assert desk("customer-responded", "W-life", "--text", "Winter '20").out.splitlines()[0] == (
        "W-life: P2 at support-team, working"
    )
    assert desk("resolve", "W-life", "--summary", "restarted", "--json").json["standing"]["status"] == "resolved"
    ended = desk("customer-responded", "W-life", "--accepts-solution")
    assert ended.out == "W-life: P2 at support-team, closed\nnothing comes due by itself\n"
    assert desk.events("W-life") == [
        "TicketOpened",
        "Acknowledged",
        "PromiseKept",
        "WaitStarted",
        "CustomerResponded",
        "WaitEnded",
        "TicketResolved",
        "CustomerResponded",
        "TicketClosed",
    ]


def test_third_parties_are_waited_for_by_name(desk: Desk) -> None:
    desk.opens("W-third")
    desk("wait-for-third-party", "W-third", "Cisco")
    both = desk("wait-for-third-party", "W-third", "The carrier").out.splitlines()
    assert both == ["W-third: P2 at support-team, waiting on Cisco and The carrier", "nothing comes due by itself"]
    answered = desk("third-party-responded", "W-third", "--party", "Cisco", "--text", "a new image").out
    assert answered.splitlines()[0] == "W-third: P2 at support-team, waiting on The carrier"
    assert desk("stop-waiting", "W-third", "--on", "Cisco").refusal.startswith(
        "the ticket does not wait on Cisco; it waits on"
    )
    assert desk("stop-waiting", "W-third").out.splitlines()[0] == "W-third: P2 at support-team, working"


def test_priority_owner_notes_and_reopening(desk: Desk) -> None:
    desk.opens("W-more", priority="P1")
    assert desk("confirm-priority", "W-more").code == 0
    assert desk("change-priority", "W-more", "P3", "--reason", "a workaround holds").out.startswith("W-more: P3 at")
    assert "working, assigned to Grace" in desk("assign", "W-more", "Grace").out
    assert desk("note", "W-more", "called back\nat noon").code == 0
    assert last_event(desk, "W-more")["text"] == "called back\nat noon"
    desk("resolve", "W-more")
    assert desk("reopen", "W-more", "--reason", "it rings again").out.startswith("W-more: P3 at support-team, working")
    assert desk("close", "W-more", "--reason", "double").out.startswith("W-more: P3 at support-team, closed")


@pytest.mark.parametrize(
    ("ticket", "written", "kept"),
    [
        ("W-lines", "called back\r\nat noon\u2028by phone", "called back\nat noon\nby phone"),
        ("W-steering", "\x1b[2Jcleared\x07\x9b", "[2Jcleared"),
        ("W-nothing", "", "(no text)"),
        ("W-long", "x" * 4001, "x" * 3999 + "…"),
        ("W-half", "caf\udce9", "caf\ufffd"),
    ],
)
def test_whatever_is_written_down_counts(desk: Desk, ticket: str, written: str, kept: str) -> None:
    desk.opens(ticket, subject=written)
    assert desk("note", ticket, written).code == 0
    assert last_event(desk, ticket)["text"] == kept


def test_imagen_lets_the_customer_ask_for_the_second_level_and_the_second_for_the_third(desk: Desk) -> None:
    desk(
        "open",
        "--ticket",
        "W-up",
        "--customer",
        "Clinica",
        "--subject",
        "s",
        "--contract",
        "imagen-ti",
        "--priority",
        "minor",
    )
    assert desk("escalate", "W-up", "--to", "manufacturer").refusal == (
        "customer cannot escalate to manufacturer under imagen-ti: only support-manager may"
    )
    assert desk("escalate", "W-up", "--reason", "it grows").out.startswith("W-up: minor at support-manager")
    assert desk("acknowledge", "W-up", "--level", "support-manager").code == 0
    third = desk("escalate", "W-up", "--to", "manufacturer", "--requested-by", "support-manager")
    assert third.out.startswith("W-up: minor at manufacturer")


def test_the_on_call_service_is_engaged_by_phone_later(desk: Desk) -> None:
    desk.opens("W-call", plan="platinum", priority="P1")
    assert desk("engage-on-call", "W-call", "--json").json["on_call"] is True
    desk.opens("W-gold")
    assert "the on-call service does not cover this ticket" in desk("engage-on-call", "W-gold").refusal


def test_a_command_can_say_when_it_was_true_and_who_gave_it(desk: Desk) -> None:
    now = datetime.now(UTC).replace(microsecond=0)
    opened, acknowledged = now - timedelta(minutes=30), now - timedelta(minutes=20)
    desk.opens("W-late", "--at", opened.isoformat())
    desk("acknowledge", "W-late", "--at", acknowledged.isoformat(), "--by", "Ada")
    event = desk("show", "W-late", "--json").json["events"][1]["event"]
    assert datetime.fromisoformat(event["occurred_at"]) == acknowledged
    assert event["by"] == "Ada"
    early = (opened - timedelta(hours=1)).isoformat()
    assert "lies before the ticket's last fact" in desk("note", "W-late", "too early", "--at", early).refusal
    ahead = (now + timedelta(days=1)).isoformat()
    assert "lies in the future" in desk("note", "W-late", "too late", "--at", ahead).refusal


def test_a_command_with_an_id_counts_once(desk: Desk) -> None:
    desk.opens("W-once")
    for _ in range(2):
        assert desk("note", "W-once", "called", "--id", "call-1").code == 0
        assert desk("customer-responded", "W-once", "--text", "hello", "--id", "mail-1").code == 0
    assert desk.events("W-once") == ["TicketOpened", "NoteAdded", "CustomerResponded"]
    assert desk("note", "W-once", "something else", "--id", "call-1").refusal.startswith(
        "id call-1 was already used for a command with other content"
    )
    assert desk("customer-responded", "W-once", "--text", "bye", "--id", "mail-1").refusal.startswith(
        "id mail-1 was already used for a command with other content"
    )


def test_a_closed_ticket_takes_no_command_and_one_that_never_was_is_named(desk: Desk) -> None:
    desk.opens("W-closed")
    desk("close", "W-closed")
    for command in (("acknowledge", "W-closed"), ("customer-responded", "W-closed"), ("close", "W-closed")):
        assert desk(*command).refusal == (
            "ticket W-closed is closed and takes no command; a new problem is a new ticket"
        )
    for command in (("acknowledge", "W-never"), ("customer-responded", "W-never"), ("explain", "W-never")):
        assert desk(*command).refusal == ("there is no ticket W-never; `sundial list` shows the tickets that there are")


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("acknowledge", "no spaces"), "'no spaces' cannot be a ticket: its id has letters"),
        (("acknowledge", ""), "'' cannot be a ticket"),
        (("acknowledge", "T\x00"), "'T\\x00' cannot be a ticket"),
        (("acknowledge", "\udcff"), "'\\udcff' cannot be a ticket"),
        (("acknowledge", "T" * 5000), "cannot be a ticket"),
        (("acknowledge", "T-1", "--at", "noon"), "--at 'noon' is not an instant"),
        (("acknowledge", "T-1", "--by", ""), "acknowledge: by is empty"),
        (("acknowledge", "T-1", "--id", "\x1b"), "acknowledge: id: it holds the control character U+001B"),
        (("acknowledge", "T-1", "--id", ""), "acknowledge: id is empty"),
        (("note", "T-1", "Hi", "--by", "x" * 201), "add_note: by is too long; it can have 200 characters"),
        (("note", "T-1", "Hi", "--id", "\udcff"), "add_note: id: input should be a valid string"),
        (("assign", "T-1", " "), "assign: to is empty"),
        (("wait-for-third-party", "T-1", "a\nb"), "wait_for_third_party: party: it must be one line"),
        (("customer-responded", "T-1", "--by", "\x07"), "customer_responded: by: it holds the control character"),
    ],
)
def test_what_cannot_be_a_command_is_refused_before_any_server_is_asked(
    arguments: tuple[str, ...], sentence: str
) -> None:
    assert sentence in starter(*arguments, settings=Settings).refusal


def test_every_signal_and_update_has_a_command_of_its_own() -> None:
    said = starter("--help").out
    for name in (*SIGNALS, *UPDATES):
        assert {"add_note": "note"}.get(name, name).replace("_", "-") in said
