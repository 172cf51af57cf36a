"""How a workflow says no."""

from temporalio.exceptions import ApplicationError

from workflows.messages import REFUSED


def refusal(sentence: str) -> ApplicationError:
    """A refusal as the sender gets it: never retried."""
    return ApplicationError(sentence, type=REFUSED, non_retryable=True)
