"""What Temporal answers is asked for again only where it may be another answer a moment later."""

import pytest
from temporalio.client import WorkflowExecutionStatus, WorkflowQueryRejectedError

from runtime.temporal.errors import worth_repeating


def test_a_question_that_met_a_run_which_just_went_on_in_a_new_one_is_asked_again() -> None:
    assert worth_repeating(WorkflowQueryRejectedError(WorkflowExecutionStatus.CONTINUED_AS_NEW))


@pytest.mark.parametrize("ended", ["TERMINATED", "FAILED", "CANCELED", "TIMED_OUT"])
def test_a_question_to_a_ticket_that_was_lost_is_not_asked_again(ended: str) -> None:
    assert not worth_repeating(WorkflowQueryRejectedError(WorkflowExecutionStatus[ended]))
