"""A mailbox and a pager whose histories are kept; see `lives` for those of tickets."""

from collections.abc import Awaitable, Callable
from typing import Any

from temporalio.client import WorkflowHandle

from activities.delivery.mailboxes import pager_id
from tests.patience import until
from tests.people.delivery.office import Office
from tests.workflows.given.world import Life, rome

NIGHT = {"contract": "imagiclecare-5.0", "plan": "platinum", "priority": "P1"}


async def mailbox(office: Office) -> WorkflowHandle[Any, Any]:
    """Brings what is told of a ticket by mail, then ends as it is told to."""
    ticket = await office.opened(rome("2032-11-02 09:00"))
    await ticket.do("wait_for_customer", question="Which version?")
    await ticket.do("customer_responded", text="5.2")
    await office.settled(ticket)
    handle = office.mailbox(office.person("anna"))
    await handle.cancel()
    await handle.result()
    return handle


async def pager(office: Office) -> WorkflowHandle[Any, Any]:
    """Calls twice, and hears that somebody has the ticket."""
    ticket = await office.opened(rome("2032-11-02 22:00"), **NIGHT)
    await ticket.do("engage_on_call", by="the customer")
    [engaged] = [one for one in await ticket.events() if one.event.type == "OnCallEngaged"]
    await until(lambda: was_called_twice(office, ticket))
    await ticket.do("acknowledge", by="Marco")
    handle = office.client.get_workflow_handle(pager_id(ticket.id, engaged.number))
    await handle.result()
    return handle


async def was_called_twice(office: Office, ticket: Life) -> bool:
    calls = [row for row in await office.deliveries(ticket) if row["recipient"] == "on-call"]
    return len(calls) >= 2


LETTERS: dict[str, Callable[[Office], Awaitable[WorkflowHandle[Any, Any]]]] = {
    life.__name__: life for life in (mailbox, pager)
}
