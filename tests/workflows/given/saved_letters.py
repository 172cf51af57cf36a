"""A mailbox, a pager and a hook whose histories are kept; see `lives` for those of tickets."""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

from temporalio.client import WorkflowHandle

from activities.delivery.mailboxes import pager_id
from activities.hooks.events import HookEvent, HookEvents
from activities.hooks.handing_over import HandOverEvents
from activities.hooks.names import HookCommand, hook_id
from activities.journal.database import open_pool
from tests.patience import until
from tests.people.delivery.office import Office
from tests.workflows.given.world import Life, a_request, rome

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


async def hook(office: Office) -> WorkflowHandle[Any, Any]:
    """Holds two answers that come in the wrong order, and hears of the opening after them."""
    case, now = uuid4().hex[:8], datetime.now(UTC)
    opening = {"customer": "Acme Ltd", "subject": "No calls come through", "request": a_request(), "at": at(now, -60)}
    sent: dict[str, tuple[float, str, dict[str, Any]]] = {
        "asked": (-20, "wait_for_customer", {"question": "Which version?", "at": at(now, -20)}),
        "taken": (-40, "acknowledge", {"at": at(now, -40)}),
        "opened": (-60, "open", opening),
    }
    hand_over = HandOverEvents(office.client, office.task_queue)
    async with open_pool(office.database_url) as pool:
        for id_, (seconds, command, fields) in sent.items():
            opens = command == "open"
            event = HookEvent(
                system="saved",
                id=f"{id_}-{case}",
                external=case,
                ticket=f"S-{case}",
                received_at=now,
                occurred_at=now + timedelta(seconds=seconds),
                opens=opens,
                due_at=now if opens else now + timedelta(seconds=2),
                wait_until=now + timedelta(hours=1),
                commands=(HookCommand(command=command, fields={"id": f"{id_}-{case}", **fields}),),
                state="held",
            )
            await HookEvents(pool).add(event, "{}")
            await hand_over.to_workflow("saved", case, [event.held()])
    handle = office.client.get_workflow_handle(hook_id("saved", case))
    await handle.result()
    return handle


def at(now: datetime, seconds: float) -> str:
    return (now + timedelta(seconds=seconds)).isoformat()


LETTERS: dict[str, Callable[[Office], Awaitable[WorkflowHandle[Any, Any]]]] = {
    life.__name__: life for life in (mailbox, pager, hook)
}
