"""What a calling workflow hears where an operation cannot be: a sentence, and whether Temporal is to ask again.

After five answers in a row that are worth asking again Temporal lets nobody of the caller's namespace through to the
endpoint, for a minute. So that is only said where nobody can be served; what fails for one ticket alone is final.
"""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime

import structlog
from nexusrpc import HandlerError, HandlerErrorType
from nexusrpc.handler import StartOperationContext

from activities.journal.database import DatabaseError
from domain.errors import DomainError, Unreadable
from doors.application.reading import NotAName, NotATicket
from doors.application.requests import RequestUnreadable
from runtime.temporal.errors import Lost, NobodyAnswered, NoSuchTicket, unwell
from runtime.temporal.sizes import TooLarge
from runtime.temporal.tickets import Tickets

_log = structlog.get_logger("sundial.nexus")

LIMIT, TO_SPARE = 8.0, 1.0
"""Seconds in which an answer is given: Temporal gives up a synchronous operation after 10 s; and those for the way."""
LOOK = 0.5
"""Seconds in which it is looked for why there was none."""
NO_TRACE = " "
"""In place of where in our files it was raised, which would stand in the caller's history."""


@dataclass
class Asked:
    """What an operation is about, as far as it was read."""

    ticket: str | None = None


@asynccontextmanager
async def answering(context: StartOperationContext, tickets: Tickets) -> AsyncIterator[Asked]:
    """Raise what goes wrong within as Nexus has it, and so in time for the caller to hear of it."""
    within, asked = seconds_left(context.request_deadline), Asked()
    try:
        with _as_handler_errors():
            async with asyncio.timeout(within):
                yield asked
    except TimeoutError:
        if asked.ticket is not None and await _is_unwell(tickets, asked.ticket):
            raise _error(unwell(asked.ticket).sentence, HandlerErrorType.UNAVAILABLE, again=False) from None
        raise _error(
            f"no answer within {within:.0f} s: no worker is at work, or all are busy; Temporal asks again",
            HandlerErrorType.UPSTREAM_TIMEOUT,
            again=True,
        ) from None


def seconds_left(deadline: datetime | None) -> float:
    """How long an operation may take of which Temporal expects an answer by `deadline`."""
    if deadline is None:
        return LIMIT
    return min(LIMIT, max((deadline - datetime.now(UTC)).total_seconds() - TO_SPARE, 0.0))


async def _is_unwell(tickets: Tickets, ticket: str) -> bool:
    try:
        async with asyncio.timeout(LOOK):
            return await tickets.is_unwell(ticket)
    except (DomainError, TimeoutError):
        return False


@contextmanager
def _as_handler_errors() -> Iterator[None]:
    try:
        yield
    except DomainError as refused:
        kind, again = kind_of(refused)
        raise _error(refused.sentence, kind, again=again) from None
    except DatabaseError as down:
        # Tickets that live are served without it.
        raise _error(str(down), HandlerErrorType.UNAVAILABLE, again=False) from None
    except TimeoutError:
        raise
    except Exception:
        # A bug of ours, which is told in our log alone.
        _log.exception("a Nexus operation cannot be handled")
        raise _error(
            "this failed for a reason that is not yours; the log of Sundial's worker says why",
            HandlerErrorType.INTERNAL,
            again=False,
        ) from None


def kind_of(refused: DomainError) -> tuple[HandlerErrorType, bool]:
    """What kind of error a refusal is to Nexus, and whether Temporal is to ask again."""
    match refused:
        case Unreadable() | RequestUnreadable() | NotATicket() | NotAName() | TooLarge():
            return HandlerErrorType.BAD_REQUEST, False
        case NobodyAnswered():
            return HandlerErrorType.UNAVAILABLE, True
        case Lost():
            # The ticket is there, and takes nothing until somebody has brought it back.
            return HandlerErrorType.CONFLICT, False
        case NoSuchTicket():
            return HandlerErrorType.NOT_FOUND, False
        case _:
            return HandlerErrorType.CONFLICT, False


def _error(sentence: str, kind: HandlerErrorType, *, again: bool) -> HandlerError:
    return HandlerError(sentence, type=kind, retryable_override=again, stack_trace=NO_TRACE)
