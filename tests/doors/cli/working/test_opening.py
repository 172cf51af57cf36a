import re
from datetime import UTC, datetime, timedelta

import pytest

from tests.doors.cli.given.command_line import Desk, starter

AURORA = (
    *("open", "--customer", "Grand Hotel Aurora", "--subject", "No call reaches the front desk"),
    *("--contract", "imagiclecare-4.1", "--plan", "gold", "--theatre", "europe", "--priority", "P2"),
)


def test_a_ticket_without_an_id_gets_a_readable_one_and_says_how_it_stands(desk: Desk) -> None:
    answer = desk(*AURORA)
    assert (answer.code, answer.err) == (0, "")
    stands, comes = answer.out.splitlines()
    today = datetime.now(UTC).strftime("%Y%m%d")
    assert re.fullmatch(rf"T-{today}-[0-9a-f]{{6}}: P2 at support-team, working", stands)
    assert re.fullmatch(r"next: warning at 50% of reaction, \w{3} \d\d \w{3} \d{4} \d\d:\d\d CES?T", comes)


def test_opening_it_again_in_the_same_words_changes_nothing(desk: Desk) -> None:
    assert desk.opens("T-again") == desk.opens("T-again")
    assert desk.events("T-again") == ["TicketOpened"]


def test_another_problem_needs_an_id_of_its_own(desk: Desk) -> None:
    desk.opens("T-taken")
    assert desk(*AURORA[:4], "Echo on every call", *AURORA[5:], "--ticket", "T-taken").refusal == (
        "ticket T-taken is open already, for Grand Hotel Aurora: No call reaches the front desk; "
        "a new problem needs an id of its own"
    )


def test_a_refused_opening_leaves_nothing_behind_and_its_id_free(desk: Desk) -> None:
    refused = desk(*AURORA, "--ticket", "T-free", "--language", "zh").refusal
    assert refused.startswith("The language 'zh' is not supported")
    assert desk("show", "T-free").code == 1
    assert desk.opens("T-free", language="fr")["standing"]["status"] == "working"


def test_a_ticket_that_was_reported_earlier_counts_from_then(desk: Desk) -> None:
    reported = datetime.now(UTC).replace(microsecond=0) - timedelta(days=30)
    seen = desk.opens("T-earlier", "--at", reported.isoformat())
    assert datetime.fromisoformat(seen["standing"]["opened_at"]) == reported
    assert seen["standing"]["level"] == "co-ceo-cto"
    assert seen["standing"]["breached"] is True
    assert desk("show", "T-earlier").out.splitlines()[2] == "P2 at co-ceo-cto, working, BREACHED"


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        (("--at", "2999-01-01T00:00:00Z"), "at 2999-01-01T00:00:00Z lies in the future"),
        (("--at", "2001-01-01T00:00:00Z"), "at 2001-01-01T00:00:00Z is too long ago to open a ticket"),
        (("--at", "2026-11-20T10:00:00"), "has no time zone"),
        (("--ticket", "no spaces"), "ticket may hold at most 100 letters, digits, dots, underscores and hyphens"),
        (("--ticket", ""), "ticket may hold at most 100 letters"),
        (("--customer", ""), "customer is empty"),
        (("--customer", "c" * 201), "customer is too long; it can have 200 characters"),
        (("--customer", "two\nlines"), "customer: it must be one line"),
        (("--customer", "\x1b[2J"), "customer: it holds the control character U+001B"),
        (("--customer", "nothing\x00"), "customer: it holds the control character U+0000"),
        (("--customer", "\udcff"), "customer: input should be a valid string"),
        (("--by", "\x07"), "by: it holds the control character U+0007"),
        (("--contract", "\udcff"), "contract '\\udcff' is no name"),
        (("--requester", "king"), "requester: input should be 'administrator' or 'end-user'"),
    ],
)
def test_bad_input_is_refused_with_a_sentence(desk: Desk, more: tuple[str, str], sentence: str) -> None:
    refusal = desk(*AURORA, *more).refusal
    assert sentence in refusal
    assert "\n" not in refusal


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("open",), "A ticket needs --customer, --subject, --contract, --priority; for a file of tickets"),
        (("open", "--file", "tickets.csv", "--plan", "gold"), "--file brings tickets of its own: leave out --plan."),
        (("open", "--fiel", "tickets.csv"), "No such option: --fiel"),
    ],
)
def test_what_does_not_go_together_is_not_understood(arguments: tuple[str, ...], sentence: str) -> None:
    said = starter(*arguments).misunderstanding
    assert said.startswith(sentence)
    assert said.endswith("See `sundial open --help`.")
