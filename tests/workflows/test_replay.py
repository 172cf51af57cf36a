"""What was decided stays decided: saved histories replay, and a changed rule changes only what comes after it."""

import json
from datetime import timedelta
from pathlib import Path

import pytest
from temporalio.api.enums.v1 import EventType
from temporalio.client import Client, WorkflowHistory
from temporalio.worker import Replayer

from activities.deciding import Deciding, resolver
from activities.names import DecisionInput
from contracts.public_holidays import public_holidays
from domain.contract.library import Library
from domain.deciding.decision import Decision
from domain.ticket.events import Escalated
from domain.ticket.evolve import replay
from domain.ticket.recorded import Recorded, broken_link
from domain.ticket.ticket import Ticket
from runtime.running import Running
from runtime.settings import Settings
from runtime.temporal.converting import data_converter
from runtime.worker.sandbox import Sandbox
from tests.workflows.given.saved_letters import LETTERS
from tests.workflows.given.world import World, rome
from tests.workflows.histories.lives import LIVES
from tests.workflows.webhooks.saved import LANES
from workflows.hooks.hook import Hook
from workflows.people.mailbox import Mailbox
from workflows.people.pager import Pager
from workflows.ticket.carried import Carried
from workflows.ticket.ticket_workflow import TicketWorkflow
from workflows.webhooks.lane import WebhookLane

SAVED = sorted((Path(__file__).parent / "histories").glob("*.json"))
OF_TICKETS = [path for path in SAVED if path.name.split(".")[0] in LIVES]


def the_history(saved: Path) -> WorkflowHistory:
    text = saved.read_text(encoding="utf-8")
    history = WorkflowHistory.from_json("", text)
    id_ = history.events[0].workflow_execution_started_event_attributes.workflow_id
    return WorkflowHistory.from_json(id_, text)


def a_replayer() -> Replayer:
    return Replayer(
        workflows=[TicketWorkflow, Mailbox, Pager, Hook, WebhookLane],
        workflow_runner=Sandbox(),
        data_converter=data_converter,
    )


def decided_in(history: WorkflowHistory) -> list[Recorded]:
    """The events of every decision that a history stores, after those that its run was given."""
    converter = data_converter.payload_converter
    stream: list[Recorded] = []
    for event in history.events:
        if event.event_type == EventType.EVENT_TYPE_WORKFLOW_EXECUTION_STARTED:
            given = json.loads(event.workflow_execution_started_event_attributes.input.payloads[0].data)
            if "carried" in given:
                carried = Carried.model_validate(given["carried"])
                stream += [*carried.stream, *(one.recorded for one in carried.unwritten)]
        if event.event_type == EventType.EVENT_TYPE_MARKER_RECORDED:
            [result] = event.marker_recorded_event_attributes.details["result"].payloads
            if "events" in json.loads(result.data):
                stream += converter.from_payload(result, Decision).events
    return stream


@pytest.mark.parametrize("saved", SAVED, ids=lambda path: path.stem)
async def test_a_saved_history_replays(saved: Path) -> None:
    await a_replayer().replay_workflow(the_history(saved))


@pytest.mark.parametrize("saved", OF_TICKETS, ids=lambda path: path.stem)
def test_a_saved_history_gives_the_same_events_with_the_same_digests(saved: Path) -> None:
    stream = decided_in(the_history(saved))
    assert len(stream) >= 5
    assert broken_link(stream) is None
    assert replay(stream).digest == stream[-1].digest


def test_every_kind_of_life_has_a_saved_history() -> None:
    assert {path.name.split(".")[0] for path in SAVED} == {*LIVES, *LETTERS, *LANES}


class ALaterVersion(Deciding):
    """A version in which every threshold of the ladder takes twice as long."""

    async def decided(self, given: DecisionInput) -> Decision:
        if given.ticket is None:
            return await super().decided(given)
        return await super().decided(given.model_copy(update={"ticket": with_twice_the_time(given.ticket)}))


def with_twice_the_time(ticket: Ticket) -> Ticket:
    rows = {
        priority: row.model_copy(
            update={"ladder": tuple(step.model_copy(update={"after": step.after * 2}) for step in row.ladder)}
        )
        for priority, row in ticket.terms.rows.items()
    }
    return ticket.model_copy(update={"terms": ticket.terms.model_copy(update={"rows": rows})})


async def test_a_rule_changed_afterwards_changes_nothing_that_was_decided(
    client: Client, shared_settings: Settings, running: Running, library: Library
) -> None:
    world = World(client, shared_settings, running.database_url, library)
    async with world.worker():
        ticket = await world.open(rome("2032-11-02 09:00"), priority="P1")
        await ticket.do("acknowledge")
        await ticket.until(rome("2032-11-02 11:01"))
        before = await ticket.events()
    async with world.worker(ALaterVersion(resolver(library, public_holidays))):
        # The new worker has nothing in its cache: it replays what the first one decided.
        assert await ticket.events() == before
        await ticket.do("add_note", text="under the later rule")
        await ticket.until(rome("2032-11-02 17:01"))
        assert [step.after for step in await ticket.of(Escalated)] == ["team-leader"]
        await ticket.until(rome("2032-11-03 16:01"), timedelta(seconds=2))
        assert [(step.after, step.due_at) for step in await ticket.of(Escalated)] == [
            ("team-leader", rome("2032-11-02 11:00")),
            ("support-manager", rome("2032-11-03 16:00")),
        ]
        await a_replayer().replay_workflow(await ticket.handle.fetch_history())
