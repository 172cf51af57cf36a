"""The status page of a ticket in the Temporal UI, written when somebody looks: a ticket takes many turns between."""

from typing import Any

from temporalio import workflow
from temporalio.api.sdk.v1 import WorkflowMetadata
from temporalio.worker import (
    HandleQueryInput,
    Interceptor,
    WorkflowInboundInterceptor,
    WorkflowInterceptorClassInput,
)

from workflows.ticket.ticket_workflow import TicketWorkflow


class StatusPages(Interceptor):
    """Gives each ticket's workflow its page."""

    def workflow_interceptor_class(self, input: WorkflowInterceptorClassInput) -> type[WorkflowInboundInterceptor]:
        """What stands before each workflow."""
        return _WithPage


class _WithPage(WorkflowInboundInterceptor):
    """Adds the page to what the UI asks of a workflow: its metadata."""

    async def handle_query(self, input: HandleQueryInput) -> Any:
        answer = await super().handle_query(input)
        ticket = workflow.instance()
        if isinstance(answer, WorkflowMetadata) and isinstance(ticket, TicketWorkflow):
            answer.current_details = ticket.status_page()
        return answer
