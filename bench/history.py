"""What a life costs: its history's events and bytes, and the actions that Temporal Cloud would bill for it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from temporalio.api.enums.v1 import EventType
from temporalio.api.history.v1 import HistoryEvent
from temporalio.client import WorkflowHistory

OF_SKIPPING = {"WORKFLOW_EXECUTION_OPTIONS_UPDATED", "WORKFLOW_EXECUTION_TIME_SKIPPING_TRANSITIONED"}
"""What moving a clock leaves in a history; no ticket that lives in real time has these."""
ONE_EACH = {
    "WORKFLOW_EXECUTION_STARTED",
    "WORKFLOW_EXECUTION_UPDATE_ACCEPTED",
    "WORKFLOW_EXECUTION_SIGNALED",
    "TIMER_STARTED",
    "UPSERT_WORKFLOW_SEARCH_ATTRIBUTES",
    "SIGNAL_EXTERNAL_WORKFLOW_EXECUTION_INITIATED",
    "ACTIVITY_TASK_SCHEDULED",
}
"""What is billed as one action each; an activity that was tried again counts again, and the local activities of one
task are one. Free are search attributes given at the start, timers that ring, and the status page."""


@dataclass(frozen=True)
class Cost:
    """What one life costs."""

    events: int
    size: int
    actions: int
    kinds: Counter[str] = field(default_factory=Counter)


def cost(history: WorkflowHistory) -> Cost:
    """What a history of one run costs."""
    events = [event for event in history.events if kind(event) not in OF_SKIPPING]
    kinds = Counter(kind(event) for event in events)
    return Cost(len(events), sum(event.ByteSize() for event in events), _actions(events), kinds)


def kind(event: HistoryEvent) -> str:
    """An event's kind in capital letters."""
    return EventType.Name(event.event_type).removeprefix("EVENT_TYPE_")


def _actions(events: Sequence[HistoryEvent]) -> int:
    again = sum(max(event.activity_task_started_event_attributes.attempt - 1, 0) for event in events)
    local = {
        event.marker_recorded_event_attributes.workflow_task_completed_event_id
        for event in events
        if kind(event) == "MARKER_RECORDED"
    }
    return sum(kind(event) in ONE_EACH for event in events) + again + len(local)
