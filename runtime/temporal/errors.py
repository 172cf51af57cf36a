"""What Temporal answers, turned into sentences that a person reads."""

from collections.abc import Iterator
from contextlib import contextmanager

from temporalio.client import (
    WorkflowExecutionStatus,
    WorkflowFailureError,
    WorkflowQueryFailedError,
    WorkflowQueryRejectedError,
    WorkflowUpdateFailedError,
)
from temporalio.exceptions import ApplicationError, WorkflowAlreadyStartedError
from temporalio.service import RPCError, RPCStatusCode

from domain.brief import brief
from domain.errors import DomainError
from workflows.messages import REFUSED, REFUSED_QUERY


class Refused(DomainError):
    """The ticket refused; the sentence is its own."""


class OpenedBefore(Refused):
    """A ticket would be opened that is over."""

    def __init__(self, ticket: str) -> None:
        super().__init__(
            f"ticket {ticket} was opened before and is closed; a new problem is a new ticket with an id of its own"
        )


class NoSuchTicket(DomainError):
    """There is no such ticket, or it has ended."""


class Lost(NoSuchTicket):
    """The ticket's workflow ended before the ticket did, as far as Temporal can tell."""

    def __init__(self, ticket: str, how: str = "is lost", *, is_open: bool = False) -> None:
        """`is_open`: whether the journal says that the ticket is open, which Temporal does not know."""
        back = f"`sundial revive {ticket}` brings it back from the journal"
        super().__init__(
            f"the workflow of ticket {ticket} {how}; {'' if is_open else 'if the ticket was open, '}{back}"
        )
        self.how = how


class NobodyAnswered(DomainError):
    """What was asked could not be done now: no worker took it, or the ticket's own task fails. Nothing was refused."""


@contextmanager
def as_sentences(ticket: str) -> Iterator[None]:
    """Raise what Temporal answers as a `DomainError` with a sentence."""
    try:
        yield
    except WorkflowAlreadyStartedError:
        raise OpenedBefore(ticket) from None
    except WorkflowQueryRejectedError as ended:
        raise lost(ticket, ended.status) if ended.status in ENDED_BEFORE_IT else unwell(ticket) from None
    except (WorkflowUpdateFailedError, WorkflowFailureError, WorkflowQueryFailedError) as failed:
        refused = refusal_in(failed)
        raise Refused(refused) if refused is not None else unwell(ticket) from None
    except RPCError as failed:
        raise _of_the_server(ticket, failed) from None


def refusal_in(failed: BaseException) -> str | None:
    """The sentence of a refusal. Only what a ticket itself refused is one: its error has a type of its own."""
    if isinstance(failed, WorkflowQueryFailedError):
        # Of a failed query the server passes on the text alone.
        text = str(failed)
        return text.removeprefix(REFUSED_QUERY) if text.startswith(REFUSED_QUERY) else None
    cause = failed.__cause__
    return cause.message if isinstance(cause, ApplicationError) and cause.type == REFUSED else None


def lost(ticket: str, status: WorkflowExecutionStatus | None) -> Lost:
    """The sentence for a ticket whose workflow ended before it did."""
    return Lost(ticket, ENDED_BEFORE_IT.get(status, "has ended") if status is not None else "has ended")


ENDED_BEFORE_IT = {
    WorkflowExecutionStatus.TERMINATED: "was terminated",
    WorkflowExecutionStatus.FAILED: "failed",
    WorkflowExecutionStatus.CANCELED: "was cancelled",
    WorkflowExecutionStatus.TIMED_OUT: "timed out",
}
"""How a workflow ends before its ticket does."""


def unwell(ticket: str) -> NobodyAnswered:
    """The sentence for a ticket whose own task fails."""
    return NobodyAnswered(
        f"ticket {ticket} cannot answer at the moment: its last task failed, and it goes on by itself once that is "
        "mended; the worker's log says why"
    )


def _of_the_server(ticket: str, failed: RPCError) -> DomainError:
    if failed.status is RPCStatusCode.NOT_FOUND:
        if "completed" in failed.message or "closing workflow" in failed.message:
            return NoSuchTicket(f"ticket {ticket} is closed and takes no command; a new problem is a new ticket")
        return NoSuchTicket(f"there is no ticket {ticket}; `sundial list` shows the tickets that there are")
    if _in_a_failed_task(failed):
        return unwell(ticket)
    if _before_the_first_task(failed):
        return NobodyAnswered(f"ticket {ticket} has just been opened and no worker has taken it yet; start one")
    return NobodyAnswered(f"the Temporal server did not take this: {brief(failed.message)}")


def nobody_answers(seconds: float) -> NobodyAnswered:
    """The sentence for what no worker took in so many seconds."""
    return NobodyAnswered(
        f"no worker answered within {seconds:.0f} s; start one with `sundial up` or `worker.py`, then send it "
        "again: an opening is kept and a repeat changes nothing, but a command may be lost"
    )


def elsewhere(ticket: str, task_queue: str) -> NobodyAnswered:
    """The sentence for a ticket that was started for workers of another task queue, of which there are none."""
    return NobodyAnswered(
        f"no worker serves the task queue {task_queue!r}, for which ticket {ticket} was started; start one with "
        f"SUNDIAL_TASK_QUEUE={task_queue}, then send it again"
    )


def worth_repeating(failure: Exception) -> bool:
    """Whether it may be done now: too many updates were in flight, a run just ended in a new one, a task failed."""
    if isinstance(failure, WorkflowQueryRejectedError):
        return failure.status is WorkflowExecutionStatus.CONTINUED_AS_NEW
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
    return refusal_in(failure) is None


def _in_a_failed_task(failure: RPCError) -> bool:
    """Whether a task of the ticket failed under it: its worker was killed, or a run ended in a new one."""
    return any(words in failure.message for words in _OF_A_FAILED_TASK)


_OF_A_FAILED_TASK = ("Unable to perform workflow execution update", "Workflow Task in failed state")


def _before_the_first_task(failure: RPCError) -> bool:
    """Whether the run is so new that it can answer nothing yet."""
    return failure.status is RPCStatusCode.FAILED_PRECONDITION and "not scheduled yet" in failure.message
