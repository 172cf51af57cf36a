"""What Temporal answers, turned into sentences that a person reads."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager

from temporalio.client import (
    WorkflowFailureError,
    WorkflowQueryFailedError,
    WorkflowQueryRejectedError,
    WorkflowUpdateFailedError,
    WorkflowUpdateRPCTimeoutOrCancelledError,
)
from temporalio.exceptions import ApplicationError, WorkflowAlreadyStartedError
from temporalio.service import RPCError, RPCStatusCode

from domain.errors import DomainError


class Refused(DomainError):
    """The ticket refused; the sentence is its own."""


class NoSuchTicket(DomainError):
    """There is no such ticket, or it has ended."""


class NobodyAnswered(DomainError):
    """No worker took what was asked."""


@contextmanager
def as_sentences(ticket: str) -> Iterator[None]:
    """Raise what Temporal answers as a `DomainError` with a sentence."""
    try:
        yield
    except (WorkflowUpdateFailedError, WorkflowFailureError) as failed:
        cause = failed.cause
        raise Refused(cause.message if isinstance(cause, ApplicationError) else str(cause)) from None
    except WorkflowAlreadyStartedError:
        raise Refused(
            f"ticket {ticket} was opened before and is closed; a new problem is a new ticket with an id of its own"
        ) from None
    except (WorkflowQueryFailedError, WorkflowQueryRejectedError) as failed:
        raise Refused(str(failed)) from None
    except RPCError as failed:
        raise _of_the_server(ticket, failed) from None


def _of_the_server(ticket: str, failed: RPCError) -> DomainError:
    if failed.status is RPCStatusCode.NOT_FOUND:
        if "completed" in failed.message:
            return NoSuchTicket(f"ticket {ticket} is closed and takes no command; a new problem is a new ticket")
        return NoSuchTicket(f"there is no ticket {ticket}; `starter.py list` shows the tickets that there are")
    if failed.status is RPCStatusCode.FAILED_PRECONDITION and "workflow task" in failed.message.lower():
        return NobodyAnswered(f"ticket {ticket} has just been opened and no worker has taken it yet; start one")
    return NobodyAnswered(f"the Temporal server did not take this: {failed.message}")


@asynccontextmanager
async def nobody_answered(patience: float) -> AsyncIterator[None]:
    """Raise `NobodyAnswered` where no worker takes what was asked within so many seconds."""
    try:
        async with asyncio.timeout(patience):
            yield
    except (TimeoutError, WorkflowUpdateRPCTimeoutOrCancelledError):
        raise NobodyAnswered(
            f"no worker answered within {patience:.0f} s; start one with `starter.py up` or `worker.py`. What was "
            "sent is kept, and is decided when one runs"
        ) from None


def worth_repeating(failure: Exception) -> bool:
    """Whether the server had too many updates in flight, or the run just ended in a new one: it may take it now."""
    if isinstance(failure, RPCError):
        return failure.status in (RPCStatusCode.RESOURCE_EXHAUSTED, RPCStatusCode.UNAVAILABLE, RPCStatusCode.ABORTED)
    cause = getattr(failure, "cause", None)
    return isinstance(cause, ApplicationError) and cause.type in ("AcceptedUpdateCompletedWorkflow",)
