"""What people see of a ticket in Temporal: attributes, a status page, timers and activities that say why."""

import asyncio
from datetime import datetime
from typing import Any

from temporalio.api.enums.v1 import EventType
from temporalio.api.sdk.v1 import WorkflowMetadata
from temporalio.converter import default

from tests.workflows.given.world import Life, World, rome
from workflows import messages

TUESDAY = rome("2032-11-02 09:00")


async def attributes(ticket: Life) -> dict[str, Any]:
    description = await ticket.handle.describe()
    ours = messages.SEARCH_ATTRIBUTES
    return {pair.key.name: pair.value for pair in description.typed_search_attributes if pair.key.name in ours}


async def test_the_search_attributes_follow_the_ticket(world: World) -> None:
    ticket = await world.open(TUESDAY)
    expected = {
        "SundialCustomer": "Acme Ltd",
        "SundialContract": "imagiclecare-4.1",
        "SundialPlan": "gold",
        "SundialPriority": "P2",
        "SundialLevel": "support-team",
        "SundialStatus": "working",
        "SundialNextDue": rome("2032-11-02 11:00"),
        "SundialBreached": False,
    }
    assert await attributes(ticket) == expected
    await ticket.until(rome("2032-11-02 13:00"))
    await ticket.do("wait_for_third_party", party="Carrier")
    changed = {"SundialLevel": "team-leader", "SundialStatus": "waiting", "SundialBreached": True}
    seen = await attributes(ticket)
    assert {name: seen[name] for name in changed} == changed
    assert "SundialNextDue" not in seen


async def test_a_ticket_that_is_closed_writes_no_attribute_for_that_as_its_workflow_has_ended(world: World) -> None:
    ticket = await world.open(TUESDAY)
    await ticket.do("resolve")
    written = (await ticket.history()).count("UPSERT_WORKFLOW_SEARCH_ATTRIBUTES")
    await ticket.do("close")
    await ticket.handle.result()
    seen = await attributes(ticket)
    assert seen["SundialStatus"] == "resolved"
    assert "SundialNextDue" not in seen
    assert (await ticket.history()).count("UPSERT_WORKFLOW_SEARCH_ATTRIBUTES") == written


async def test_breached_tickets_of_a_customer_are_found_by_their_attributes(world: World) -> None:
    ticket = await world.open(TUESDAY)
    await ticket.until(rome("2032-11-02 11:01"))
    query = f"SundialBreached = true AND SundialCustomer = 'Acme Ltd' AND WorkflowId = '{ticket.handle.id}'"
    async with asyncio.timeout(10):
        while [found async for found in world.client.list_workflows(query)] == []:
            await asyncio.sleep(0.05)


async def current_details(ticket: Life) -> str:
    metadata: WorkflowMetadata = await ticket.handle.query("__temporal_workflow_metadata", result_type=WorkflowMetadata)
    return metadata.current_details


async def test_the_status_page_says_where_the_ticket_stands_and_what_comes_next(world: World) -> None:
    ticket = await world.open(TUESDAY)
    page = await current_details(ticket)
    assert page.startswith("Acme Ltd: No calls come through\n\n**P2, working, at support-team**")
    assert "Next: warning at 50% of reaction, Tue 02 Nov 2032 10:00 CET" in page
    assert "- reaction: due Tue 02 Nov 2032 11:00 CET" in page
    await ticket.do("wait_for_customer", question="Which version?")
    page = await current_details(ticket)
    assert "**P2, waiting on customer, at support-team**" in page
    assert "waiting on the customer: Which version?" in page
    assert "- reaction: standing" in page


async def test_the_summary_of_the_start_says_whose_ticket_it_is(world: World) -> None:
    ticket = await world.open(TUESDAY)
    description = await ticket.handle.describe()
    assert await description.static_summary() == "P2 Acme Ltd: No calls come through"


async def test_timers_and_activities_say_what_they_are_for(world: World) -> None:
    ticket = await world.open(TUESDAY)
    await world.written(ticket)
    history = await ticket.handle.fetch_history()
    said = [
        default().payload_converter.from_payload(event.user_metadata.summary, str)
        for event in history.events
        if event.user_metadata.HasField("summary")
        and event.event_type != EventType.EVENT_TYPE_WORKFLOW_EXECUTION_STARTED
    ]
    assert "until the warning at 50% of reaction" in said
    assert "event 1 to the journal" in said


async def timers(ticket: Life) -> tuple[int, int]:
    """How many of its timers run, and how many were cancelled."""
    names = await ticket.history()
    cancelled = names.count("TIMER_CANCELED")
    return names.count("TIMER_STARTED") - names.count("TIMER_FIRED") - cancelled, cancelled


async def test_a_timer_is_never_taken_back_and_another_one_armed_only_for_an_earlier_instant(world: World) -> None:
    ticket = await world.open(TUESDAY)
    assert await timers(ticket) == (1, 0)
    await ticket.do("acknowledge")
    await ticket.do("change_priority", priority="P4")
    assert await timers(ticket) == (1, 0)
    # A P1 has its priority notified within 30 minutes.
    await ticket.do("change_priority", priority="P1")
    assert await timers(ticket) == (2, 0)
    await ticket.do("wait_for_third_party", party="Carrier")
    await ticket.do("stop_waiting")
    assert await timers(ticket) == (2, 0)
    await ticket.do("close")
    await ticket.handle.result()
    assert await timers(ticket) == (2, 0)


async def test_a_ring_that_finds_nothing_due_does_nothing(world: World) -> None:
    ticket = await world.open(TUESDAY)
    await ticket.do("wait_for_third_party", party="Carrier")
    known = await ticket.told()
    await ticket.until(rome("2032-11-02 15:00"))
    assert await ticket.told() == known
    assert await timers(ticket) == (0, 0)
    await ticket.do("stop_waiting")
    assert await timers(ticket) == (1, 0)


async def test_urgent_tickets_of_plans_that_go_first_are_served_first(world: World) -> None:
    urgent = await world.open(TUESDAY, priority="P1")
    basic = await world.open(TUESDAY, priority="P1", plan="basic")
    assert await keys(urgent) == [1]
    assert await keys(basic) == [4]
    await urgent.do("change_priority", priority="P4")
    await world.written(urgent)
    assert await keys(urgent) == [1, 3]


async def keys(ticket: Life) -> list[int]:
    """The priority keys of its activities, in the order in which they first appear."""
    history = await ticket.handle.fetch_history()
    scheduled = [
        event.activity_task_scheduled_event_attributes
        for event in history.events
        if event.event_type == EventType.EVENT_TYPE_ACTIVITY_TASK_SCHEDULED
    ]
    assert {one.priority.fairness_key for one in scheduled} == {"Acme Ltd"}
    return list(dict.fromkeys(one.priority.priority_key for one in scheduled))


def test_the_attributes_stay_within_what_a_namespace_on_postgresql_has() -> None:
    kinds = list(messages.SEARCH_ATTRIBUTES.values())
    assert kinds.count("Keyword") <= 10
    assert kinds.count("Datetime") <= 3
    assert kinds.count("Bool") <= 3


async def test_the_explanation_answers_for_an_instant(world: World) -> None:
    ticket = await world.open(rome("2032-10-29 17:00"))
    explained = await ticket.tickets.explain(ticket.id, at=rome("2032-11-02 09:30"))
    reaction = explained.promises[0]
    assert reaction.deadline == rome("2032-10-30 10:00")
    assert [(span.why, span.counts) for span in reaction.intervals] == [
        ("counted", True),
        ("closed", False),
        ("counted", True),
    ]
    assert isinstance(explained.at, datetime)
