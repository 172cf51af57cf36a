"""What a calling workflow hears where an operation cannot be: a sentence, and whether Temporal is to ask again.

A refusal is final. An outage is not: Temporal repeats the operation, for as long as the caller gave it.
"""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from datetime import UTC, datetime

import structlog
from nexusrpc import HandlerError, HandlerErrorType
from nexusrpc.handler import StartOperationContext

from activities.journal.database import DatabaseError
from domain.errors import DomainError, Unreadable
from doors.application.reading import NotAName, NotATicket
from doors.application.requests import RequestUnreadable
from runtime.temporal.errors import Lost, NobodyAnswered, NoSuchTicket
from runtime.temporal.sizes import TooLarge

_log = structlog.get_logger("sundial.nexus")

LIMIT, TO_SPARE = 8.0, 1.0
"""Seconds in which an answer is given: Temporal gives up a synchronous operation after 10 s; and those for the way."""
NO_TRACE = " "
"""In place of where in our files it was raised, which would stand in the caller's history."""


@asynccontextmanager
async def answering(context: StartOperationContext) -> AsyncIterator[None]:
    """Raise what goes wrong within as Nexus has it, and so in time for the caller to hear of it."""
    within = seconds_left(context.request_deadline)
    try:
        with _as_handler_errors():
            async with asyncio.timeout(within):
                yield
    except TimeoutError:
        raise _error(
            f"no answer within {within:.0f} s: workers are busy, or the ticket's own task fails; Temporal asks again",
            HandlerErrorType.UPSTREAM_TIMEOUT,
            again=True,
        ) from None


def seconds_left(deadline: datetime | None) -> float:
    """How long an operation may take of which Temporal expects an answer by `deadline`."""
    if deadline is None:
        return LIMIT
    return min(LIMIT, max((deadline - datetime.now(UTC)).total_seconds() - TO_SPARE, 0.0))


@contextmanager
def _as_handler_errors() -> Iterator[None]:
    try:
        yield
    except DomainError as refused:
        kind, again = kind_of(refused)
        raise _error(refused.sentence, kind, again=again) from None
    except DatabaseError as down:
        raise _error(str(down), HandlerErrorType.UNAVAILABLE, again=True) from None
    except TimeoutError:
        raise
    except Exception:
        # A bug of ours. What it is stands in our log; the operation is kept until it is mended.
        _log.exception("a Nexus operation cannot be handled")
        raise _error(
            "this failed for a reason that is not yours; the worker's log says why, and Temporal asks again",
            HandlerErrorType.INTERNAL,
            again=True,
        ) from None


def kind_of(refused: DomainError) -> tuple[HandlerErrorType, bool]:
    """What kind of error a refusal is to Nexus, and whether the same may be taken later."""
    match refused:
        case Unreadable() | RequestUnreadable() | NotATicket() | NotAName() | TooLarge():
            return HandlerErrorType.BAD_REQUEST, False
        case NobodyAnswered():
            return HandlerErrorType.UNAVAILABLE, True
        case Lost(is_open=True):
            # The ticket is there, and takes it once somebody has brought it back.
            return HandlerErrorType.UNAVAILABLE, True
        case NoSuchTicket():
            return HandlerErrorType.NOT_FOUND, False
        case _:
            return HandlerErrorType.CONFLICT, False


def _error(sentence: str, kind: HandlerErrorType, *, again: bool) -> HandlerError:
    return HandlerError(sentence, type=kind, retryable_override=again, stack_trace=NO_TRACE)
