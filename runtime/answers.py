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
        if "completed" in failed.message or "closing workflow" in failed.message:
            return NoSuchTicket(f"ticket {ticket} is closed and takes no command; a new problem is a new ticket")
        return NoSuchTicket(f"there is no ticket {ticket}; `starter.py list` shows the tickets that there are")
    if _in_a_failed_task(failed):
        return NobodyAnswered(
            f"ticket {ticket} cannot be decided at the moment: its last task failed, and it goes on by itself once "
            "that is mended; the worker's log says why"
        )
    if _before_the_first_task(failed):
        return NobodyAnswered(f"ticket {ticket} has just been opened and no worker has taken it yet; start one")
    return NobodyAnswered(f"the Temporal server did not take this: {failed.message}")


@asynccontextmanager
async def nobody_answered(patience: float) -> AsyncIterator[None]:
    """Raise `NobodyAnswered` where no worker takes what was asked within so many seconds."""
    try:
        async with asyncio.timeout(patience):
            yield
    except (TimeoutError, WorkflowUpdateRPCTimeoutOrCancelledError):
        if (task := asyncio.current_task()) is not None and task.cancelling():
            # An update that is cancelled in flight fails as one that nobody answers.
            raise asyncio.CancelledError from None
        raise NobodyAnswered(
            f"no worker answered within {patience:.0f} s; start one with `starter.py up` or `worker.py`, then send it "
            "again: an opening is kept and a repeat changes nothing, but a command may be lost"
        ) from None


def worth_repeating(failure: Exception) -> bool:
    """Whether the server may take it now: too many updates were in flight, or a run just ended in a new one."""
    if isinstance(failure, RPCError):
        return (
            _in_a_failed_task(failure)
            or _before_the_first_task(failure)
            or failure.status
            in (
                RPCStatusCode.RESOURCE_EXHAUSTED,
                RPCStatusCode.UNAVAILABLE,
                RPCStatusCode.ABORTED,
            )
        )
    cause = getattr(failure, "cause", None)
    return isinstance(cause, ApplicationError) and cause.type in ("AcceptedUpdateCompletedWorkflow",)


def _in_a_failed_task(failure: RPCError) -> bool:
    """Whether a task of the ticket failed under the update: its worker was killed, or a run ended in a new one."""
    return "Unable to perform workflow execution update" in failure.message


def _before_the_first_task(failure: RPCError) -> bool:
    """Whether the run is so new that it can answer nothing yet."""
    return failure.status is RPCStatusCode.FAILED_PRECONDITION and "not scheduled yet" in failure.message
