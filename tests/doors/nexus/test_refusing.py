"""What is final, what is worth asking again, and how long an answer may take."""

from datetime import UTC, datetime, timedelta

import pytest
from nexusrpc import HandlerErrorType

from domain.errors import DomainError, OtherContent, TicketIsClosed, Unreadable
from doors.nexus.refusing import LIMIT, kind_of, seconds_left
from runtime.temporal.errors import Lost, NobodyAnswered, NoSuchTicket, Refused
from runtime.temporal.sizes import TooLarge


@pytest.mark.parametrize(
    ("refused", "kind", "again"),
    [
        (Unreadable("open: customer is missing"), HandlerErrorType.BAD_REQUEST, False),
        (TooLarge(500_000, 400_000), HandlerErrorType.BAD_REQUEST, False),
        (NoSuchTicket("there is no ticket HD-1"), HandlerErrorType.NOT_FOUND, False),
        (Refused("there is no priority P9 in this contract"), HandlerErrorType.CONFLICT, False),
        (OtherContent("note-1"), HandlerErrorType.CONFLICT, False),
        (TicketIsClosed("HD-1"), HandlerErrorType.CONFLICT, False),
        (NobodyAnswered("no worker answered within 30 s"), HandlerErrorType.UNAVAILABLE, True),
        (Lost("HD-1", "was terminated", is_open=True), HandlerErrorType.CONFLICT, False),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, DomainError) else str(value),
)
def test_an_outage_is_asked_again_and_a_refusal_is_not(
    refused: DomainError, kind: HandlerErrorType, again: bool
) -> None:
    assert kind_of(refused) == (kind, again)


def test_an_answer_leaves_before_temporal_gives_it_up() -> None:
    now = datetime.now(UTC)
    assert seconds_left(None) == LIMIT < 10
    assert seconds_left(now + timedelta(hours=1)) == LIMIT
    assert 3 < seconds_left(now + timedelta(seconds=5)) < 5
    assert seconds_left(now - timedelta(seconds=5)) == 0
