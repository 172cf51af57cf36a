"""What the Temporal UI shows of a ticket: search attributes, and a small status page."""

from collections.abc import Sequence
from typing import Any

from temporalio import workflow
from temporalio.common import SearchAttributePair, SearchAttributeUpdate

from domain.recorded import Recorded
from domain.snapshot import snapshot
from domain.standing import Alarm, Standing, standing
from domain.ticket import Ticket
from workflows import messages
from workflows.page import page


class Shown:
    """The search attributes as they were last set, so that only changes cost history."""

    def __init__(self) -> None:
        self._set: dict[str, Any] = {pair.key.name: pair.value for pair in _at_start()}

    def show(self, ticket: Ticket, alarm: Alarm | None, stream: list[Recorded]) -> None:
        """Bring the attributes and the status page up to date."""
        at_a_glance = standing(ticket, alarm)
        changed = [update for update in _updates(at_a_glance) if self._set.get(update.key.name) != update.value]
        if changed:
            workflow.upsert_search_attributes(changed)
            self._set |= {update.key.name: update.value for update in changed}
        workflow.set_current_details(page(snapshot(ticket, alarm), stream))


def _at_start() -> Sequence[SearchAttributePair[Any]]:
    return workflow.info().typed_search_attributes.search_attributes


def _updates(seen: Standing) -> list[SearchAttributeUpdate[Any]]:
    due = messages.NEXT_DUE
    return [
        messages.CUSTOMER.value_set(seen.customer),
        messages.CONTRACT.value_set(seen.contract),
        messages.PLAN.value_set(seen.plan),
        messages.PRIORITY.value_set(seen.priority),
        messages.LEVEL.value_set(seen.level),
        messages.STATUS.value_set(seen.status),
        due.value_set(seen.next_due) if seen.next_due else due.value_unset(),
        messages.BREACHED.value_set(seen.breached),
    ]
