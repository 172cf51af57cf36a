"""A ticket whose workflow was terminated or lost goes on from the journal, as if it had only slept."""

import asyncio
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import asyncpg
import pytest
from temporalio.api.common.v1 import WorkflowExecution
from temporalio.api.enums.v1 import PendingActivityState
from temporalio.api.sdk.v1 import WorkflowMetadata
from temporalio.api.workflowservice.v1 import ResetWorkflowExecutionRequest
from temporalio.client import Client, WorkflowExecutionStatus

from activities.journal.journal import Journal
from activities.names import JournalEntry
from domain.contract.library import Library
from domain.errors import DomainError, IdTaken, NothingToRevive
from domain.ticket.events import Escalated, PriorityChanged, PromiseMissed
from domain.ticket.recorded import Recorded, record
from runtime.running import Running
from runtime.settings import Settings
from runtime.temporal.errors import NobodyAnswered, Refused
from runtime.temporal.fates import fate_of
from runtime.temporal.tickets import NotLost
from tests.activities.silence import a_relay
from tests.patience import PATIENCE, until
from tests.people.delivery.office import Office, an_office
from tests.people.delivery.test_pager import NIGHT, PLATINUM, has_been_told, pager_of, texts
from tests.workflows.given.world import Life, World, rome
from tests.workflows.test_bringing_in import an_arrival, brought
from tests.workflows.test_outages import a_store

MORNING = rome("2032-11-02 09:00")


async def lost(world: World, life: Life, **how: bool) -> tuple[Recorded, ...]:
    """A ticket's workflow is lost; what the journal had until then."""
    before = await world.written(life)
    await world.terminated(life, **how)
    return before


async def goes_on(world: World, life: Life, before: tuple[Recorded, ...]) -> tuple[Recorded, ...]:
    """What a ticket that came back brought since: its stream is the old one, and more."""
    written = await world.written(life)
    assert written == tuple(await life.events())
    assert written[: len(before)] == before
    return written[len(before) :]


async def test_a_working_ticket_comes_back_and_escalates_when_it_would_have(world: World) -> None:
    life = await world.open(MORNING)
    await life.at(rome("2032-11-02 09:30"), "acknowledge", by="Ann")
    before = await lost(world, life)

    back = await world.revived(life, rome("2032-11-02 12:00"))
    await back.until(rome("2032-11-02 12:59"))
    assert await back.of(Escalated) == []
    await back.until(rome("2032-11-02 13:01"))

    [escalated] = await back.of(Escalated)
    assert (escalated.after, escalated.occurred_at) == ("team-leader", rome("2032-11-02 13:00"))
    since = await goes_on(world, back, before)
    assert since[-1].recorded_at - rome("2032-11-02 13:00") < timedelta(seconds=1)


async def test_what_fell_due_meanwhile_is_recorded_as_late_and_told_once(world: World) -> None:
    life = await world.open(MORNING)
    before = await lost(world, life, deleted=True)
    told = await announced(world, life)

    back = await world.revived(life, rome("2032-11-03 10:00"))
    since = await goes_on(world, back, before)
    [missed] = [one for one in since if isinstance(one.event, PromiseMissed)]
    assert (missed.event.occurred_at, missed.recorded_at.date()) == (
        rome("2032-11-02 11:00"),
        rome("2032-11-03 10:00").date(),
    )
    assert [one.event.due_at for one in since if isinstance(one.event, Escalated)] == [rome("2032-11-02 13:00")]

    again = await announced(world, life)
    assert again[: len(told)] == told
    assert len(again) == len({(one.event, one.recipient, one.channel) for one in again})
    assert {one.event for one in again[len(told) :]} <= {one.number for one in since}
    assert any(missed.number == one.event for one in again)


async def announced(world: World, life: Life) -> list[Any]:
    async with world.journal() as journal:
        return await journal.announcements(life.id)


async def test_a_ticket_that_waits_on_a_silent_customer_is_still_reminded_and_stepped_down(world: World) -> None:
    life = await world.open(MORNING, priority="P3", contract="imagiclecare-5.0")
    await life.at(rome("2032-11-02 09:30"), "wait_for_customer", question="Which version?")
    before = await lost(world, life)

    back = await world.revived(life, rome("2032-11-02 11:00"))
    await back.until(rome("2032-11-03 16:31"))
    assert (await back.told())[-3:] == ["CustomerReminded", "CustomerReminded", "PriorityChanged"]
    assert [(one.before, one.after) for one in await back.of(PriorityChanged)] == [("P3", "P4")]
    await back.do("customer_responded", text="5.2")
    assert (await back.tickets.snapshot(life.id)).standing.status == "working"
    await goes_on(world, back, before)


async def test_a_resolved_ticket_still_closes_by_itself(world: World) -> None:
    life = await world.open(MORNING)
    await life.at(rome("2032-11-02 10:00"), "resolve", summary="A loose cable")
    before = await lost(world, life)

    back = await world.revived(life, rome("2032-11-03 10:00"))
    await back.until(rome("2032-11-20 10:00"))
    assert (await back.handle.result()).standing.status == "closed"
    [closed] = await goes_on(world, back, before)
    assert abs(closed.event.occurred_at - rome("2032-11-06 14:00")) < timedelta(seconds=5)


async def test_a_ticket_that_should_have_closed_meanwhile_closes_at_once_and_says_so(world: World) -> None:
    life = await world.open(MORNING)
    await life.at(rome("2032-11-02 10:00"), "resolve")
    before = await lost(world, life)
    tickets, standing = world.reached_with(), await world.standing(life.id)
    argument, options = tickets.starts.revival(standing)
    await world.skipping.start_at(rome("2032-12-01 10:00"), "Ticket", argument, **options)
    await tickets.handle(life.id).result()
    assert (await tickets.snapshot(life.id)).standing.status == "closed"
    async with world.journal() as journal:
        assert len(await journal.stream(life.id)) == len(before) + 1
    with pytest.raises(NothingToRevive):
        await world.tickets.revive(await world.standing(life.id))


async def test_a_migrated_ticket_comes_back_under_its_new_terms(world: World) -> None:
    life = await world.open(MORNING, priority="P3")
    moved = await life.at(
        rome("2032-11-02 09:30"), "migrate", contract="imagiclecare-5.0", plan="gold", theatre="europe"
    )
    assert moved is not None
    before = await lost(world, life)
    back = await world.revived(life, rome("2032-11-02 10:00"))
    found = await back.tickets.snapshot(life.id)
    assert found.standing == moved.standing.model_copy(update={"events": found.standing.events})
    await goes_on(world, back, before)


async def test_a_very_long_stream_comes_back_with_its_end_and_the_journal_keeps_the_rest(world: World) -> None:
    life = await world.open(MORNING)
    for batch in range(6):
        notes = (f"{batch}.{number} " + "x" * 3900 for number in range(25))
        await asyncio.gather(*(life.do("add_note", id=text.split()[0], text=text) for text in notes))
    before = await lost(world, life)
    assert sum(len(one.stored()) for one in before) > 550_000

    back = await world.revived(life, rome("2032-11-02 09:10"), continue_as_new_after=60)
    # The first notes are far out of what came back, and their ids are known all the same.
    seen = await back.do("add_note", id="0.0", text="0.0 " + "x" * 3900)
    assert seen is not None
    assert seen.standing.events == len(before)
    for number in range(20):
        await back.do("add_note", text=f"and on, {number}")
    async with world.journal() as journal:

        async def is_written() -> bool:
            return len(await journal.stream(life.id)) == len(before) + 20

        await until(is_written)
        written = await journal.stream(life.id)
    assert written[: len(before)] == before
    carried = await back.tickets.events(life.id)
    assert carried[0].number > 1
    assert tuple(carried) == written[-len(carried) :]


async def test_a_command_that_was_taken_before_is_known_as_a_repeat(world: World) -> None:
    life = await world.open(MORNING)
    await life.do("add_note", id="n-1", text="Called the carrier")
    await life.do("wait_for_customer", id="w-1", question="Which phone?")
    await life.do("customer_responded", id="c-1", text="The red one")
    before = await lost(world, life)
    back = await world.revived(life, rome("2032-11-02 09:10"))
    await back.do("add_note", id="n-1", text="Called the carrier")
    await back.do("wait_for_customer", id="w-1", question="Which phone?")
    await back.do("customer_responded", id="c-1", text="The red one")
    await back.do("add_note", id="n-2", text="Called again")
    assert [one.event.type for one in await goes_on(world, back, before)] == ["NoteAdded"]


async def test_people_find_it_again_in_temporal(world: World) -> None:
    life = await world.open(MORNING, priority="P3")
    await life.do("change_priority", priority="P1")
    found = await life.handle.describe()
    await lost(world, life, deleted=True)
    back = await world.revived(life, rome("2032-11-02 09:10"))
    again = await back.handle.describe()
    assert {pair.key.name: pair.value for pair in again.typed_search_attributes} == {
        pair.key.name: pair.value for pair in found.typed_search_attributes
    }
    assert await again.static_summary() == "P1 Acme Ltd: No calls come through"
    metadata = await back.handle.query("__temporal_workflow_metadata", result_type=WorkflowMetadata)
    assert "P1" in metadata.current_details


async def test_it_can_be_lost_and_brought_back_again_and_again(world: World) -> None:
    life = await world.open(MORNING)
    before = await world.written(life)
    for hour in range(10, 13):
        await lost(world, life)
        life = await world.revived(life, rome(f"2032-11-02 {hour}:00"))
        await life.do("add_note", id=f"at {hour}", text=f"Still here at {hour}")
    notes = [one for one in await goes_on(world, life, before) if one.event.type == "NoteAdded"]
    assert len(notes) == 3


async def test_what_the_lost_run_still_writes_is_refused_and_corrupts_nothing(world: World) -> None:
    life = await world.open(MORNING)
    chain = (await life.handle.describe()).run_id
    before = await lost(world, life)
    back = await world.revived(life, rome("2032-11-02 10:00"))
    seen = await back.do("add_note", text="The new run's own")
    assert seen is not None
    after = await world.written(back)
    # What an attempt of the lost run's activity would bring that hung until now.
    note = after[len(before)].event.model_copy(update={"occurred_at": rome("2032-11-02 09:59")})
    late = record(note, number=len(before) + 1, recorded_at=rome("2032-11-02 09:59"), before=before[-1].digest)
    entry = JournalEntry(
        ticket=life.id,
        chain=chain,
        at=rome("2032-11-02 09:59"),
        events=(late,),
        previous_digest=before[-1].digest,
        standing=seen.standing,
        zone="Europe/Rome",
    )
    async with asyncpg.create_pool(world.database_url, min_size=1, max_size=1) as pool:
        with pytest.raises(IdTaken):
            await Journal(pool).write(entry)
    await back.do("add_note", text="And on")
    await goes_on(world, back, before)


async def test_a_write_that_hung_while_the_ticket_came_back_elsewhere_is_refused(
    client: Client, shared_settings: Settings, running: Running, library: Library, world: World
) -> None:
    async with a_relay(running.database_url) as relay:
        silent = World(client, shared_settings, relay.database_url, library)
        async with silent.worker():
            life = await silent.open(MORNING)
            before = await world.written(life)
            relay.falls_silent()
            await life.do("add_note", text="This will hang on its way to the journal")
            await until(lambda: is_writing(life))
            await life.handle.terminate("lost with a write under way")

            back = await world.revived(life, rome("2032-11-02 09:10"))
            await back.do("add_note", text="The new run's own")
            since = await goes_on(world, back, before)
            relay.comes_back()
        # That worker has ended what it had begun.
        await back.do("add_note", text="And on")
        assert (await goes_on(world, back, before))[:-1] == since


async def is_writing(life: Life) -> bool:
    """Whether an attempt to write to the journal is under way."""
    pending = (await life.handle.describe()).raw_description.pending_activities
    return any(one.state == PendingActivityState.PENDING_ACTIVITY_STATE_STARTED for one in pending)


async def test_an_imported_ticket_comes_back_with_what_had_happened_elsewhere(world: World) -> None:
    arrival = an_arrival(world)
    await brought(world, arrival)
    life = Life(arrival.ticket, world.tickets.handle(arrival.ticket), world.tickets, world.skipping)
    before = await lost(world, life)
    told = await announced(world, life)
    back = await world.tickets.revive(await world.standing(life.id))
    assert back.standing == (await world.standing(life.id)).model_copy(update={"events": back.standing.events})
    await life.do("add_note", text="It is here now")
    assert [one.event.type for one in await goes_on(world, life, before)] == ["NoteAdded"]
    assert await announced(world, life) == told


async def test_after_a_reset_to_its_beginning_a_ticket_can_still_be_brought_back(world: World) -> None:
    life = await world.open(MORNING)
    await life.do("acknowledge", by="Ann")
    before = await world.written(life)
    history = await life.handle.fetch_history()
    first = min(one.event_id for one in history.events if one.HasField("workflow_task_completed_event_attributes"))
    await world.client.workflow_service.reset_workflow_execution(
        ResetWorkflowExecutionRequest(
            namespace=world.client.namespace,
            workflow_execution=WorkflowExecution(workflow_id=f"ticket/{life.id}"),
            reason="an administrator tries something",
            workflow_task_finish_event_id=first,
            request_id=uuid4().hex,
        )
    )

    async def is_open() -> bool:
        return (await world.tickets.snapshot(life.id)).standing.status == "working"

    await until(is_open)
    # It decided anew what the journal has already, which stays there.
    await world.tickets.handle(life.id).terminate("that was no good idea")
    back = await world.revived(life, rome("2032-11-02 10:00"))
    await back.do("add_note", text="And on")
    await goes_on(world, back, before)


async def test_what_is_not_lost_does_not_come_back(world: World) -> None:
    life = await world.open(MORNING)
    await world.written(life)
    with pytest.raises(NotLost, match=f"ticket {life.id} is alive: there is nothing to revive"):
        await world.tickets.revive(await world.standing(life.id))
    await life.do("close")
    await life.handle.result()
    with pytest.raises(NothingToRevive, match=f"ticket {life.id} is closed: there is nothing to revive"):
        await world.tickets.revive(await world.standing(life.id))
    # Its workflow is the one that it always had.
    assert await fate_of(world.client, life.id) == "completed"


async def test_a_ticket_that_closed_since_somebody_looked_does_not_come_back(world: World) -> None:
    life = await world.open(MORNING)
    await world.written(life)
    looked = await world.standing(life.id)
    await life.do("close")
    await life.handle.result()
    with pytest.raises(Refused, match=f"ticket {life.id} is closed: there is nothing to revive"):
        await world.tickets.revive(looked)
    assert await fate_of(world.client, life.id) == "failed"


async def test_a_ticket_that_the_journal_does_not_know_does_not_come_back(world: World) -> None:
    life = await world.open(MORNING)
    await world.written(life)
    unknown = (await world.standing(life.id)).model_copy(update={"ticket": f"T-{uuid4().hex[:8]}"})
    with pytest.raises(Refused, match=f"there is no ticket {unknown.ticket} in the journal"):
        await world.tickets.revive(unknown)
    assert await fate_of(world.client, unknown.ticket) == "failed"


async def test_a_stream_that_somebody_changed_does_not_come_back_and_leaves_nothing_running(world: World) -> None:
    life = await world.open(MORNING)
    await life.do("acknowledge", by="Ann")
    await lost(world, life)
    connection = await asyncpg.connect(world.database_url)
    async with connection.transaction():
        await connection.execute("set local session_replication_role = replica")
        await connection.execute(
            "update events set body = replace(body::text, 'Ann', 'Bob')::json where ticket = $1 and number = 2", life.id
        )
    await connection.close()
    with pytest.raises(Refused, match=f"event 2 of ticket {life.id} is not the one that was recorded"):
        await world.tickets.revive(await world.standing(life.id))
    assert await fate_of(world.client, life.id) == "failed"


async def test_many_at_once_bring_a_ticket_back_once(world: World) -> None:
    life = await world.open(MORNING)
    before = await lost(world, life)
    standing = await world.standing(life.id)
    answers = await asyncio.gather(*(world.tickets.revive(standing) for _ in range(8)), return_exceptions=True)
    [back] = [answer for answer in answers if not isinstance(answer, NotLost)]
    assert not isinstance(back, BaseException), back
    assert back.standing.ticket == life.id
    await goes_on(world, Life(life.id, world.tickets.handle(life.id), world.tickets, world.skipping), before)


async def test_with_the_journal_down_it_comes_back_once_that_is_there_again(
    client: Client, shared_settings: Settings, library: Library, data: Path
) -> None:
    async with a_store(data) as store:
        world = World(client, shared_settings, store.database_url, library)
        async with world.worker():
            life = await world.open(MORNING)
            before = await lost(world, life)
            standing = await world.standing(life.id)
            await store.stop()
            coming = asyncio.create_task(world.tickets.revive(standing))

            async def is_coming() -> bool:
                return await fate_of(client, life.id) == "running"

            await until(is_coming)
            with pytest.raises(NotLost):
                await world.tickets.revive(standing)
            await store.start()
            back = Life(life.id, world.tickets.handle(life.id), world.tickets, world.skipping)
            # On a slow day it comes later than whoever asked for it waits.
            with suppress(NobodyAnswered):
                await coming

            async def is_back() -> bool:
                return (await world.standing(life.id)).events >= len(before) and bool(await back.events())

            await until(lambda: answers(is_back))
            await goes_on(world, back, before)


async def answers(ask: Any) -> bool:
    try:
        return bool(await ask())
    except DomainError:
        return False


async def test_what_was_written_and_not_handed_over_is_told_once(
    client: Client, shared_settings: Settings, running: Running, library: Library, tmp_path: Path
) -> None:
    nowhere = Client(client.service_client, namespace="nowhere", data_converter=client.data_converter)
    async with an_office(client, shared_settings, running.database_url, library, tmp_path) as office:
        async with office.at_work(client=nowhere):
            life = await office.opened(MORNING)
            await life.do("resolve", summary="A loose cable")
            before = await lost(office, life)
        assert (office.posts_to("anna"), office.mails_to("acme")) == ([], [])
        async with office.at_work():
            back = await office.revived(life, rome("2032-11-02 09:10"))
            await office.settled(back, PATIENCE)
            await back.do("add_note", text="Nobody is told of this")
            told = {(event, role) for event, role, *_ in await office.outcomes(back)}
            assert {role for _, role in told} == {"customer", "support-team"}
            [customer] = office.mails_to("acme")
            assert "A loose cable" in str(customer.get_body(("plain",)))
            assert len(await goes_on(office, back, before)) == 1


async def test_what_was_told_and_not_marked_as_told_is_not_told_again(
    client: Client, shared_settings: Settings, running: Running, library: Library, tmp_path: Path
) -> None:
    async with (
        an_office(client, shared_settings, running.database_url, library, tmp_path) as office,
        office.at_work(),
    ):
        life = await office.opened(MORNING)
        await office.settled(life, PATIENCE)
        told = await office.outcomes(life)
        mails, posts = len(office.mail.mails), len(office.posts_to("anna"))
        await lost(office, life)
        # As where the worker died when it had handed everything over and not said so yet.
        connection = await asyncpg.connect(office.database_url)
        await connection.execute("update announcements set handed_over_at = null where ticket = $1", life.id)

        back = await office.revived(life, rome("2032-11-02 09:10"))

        async def all_marked() -> bool:
            unmarked = "select count(*) from announcements where ticket = $1 and handed_over_at is null"
            return bool(await connection.fetchval(unmarked, life.id) == 0)

        await until(all_marked)
        await connection.close()
        await back.do("resolve", summary="A loose cable")
        await office.settled(back, PATIENCE)
        outcomes = await office.outcomes(back)
        assert [one for one in outcomes if one[0] == 1] == told
        later = len(outcomes) - len(told)
        assert len(office.mail.mails) - mails + len(office.posts_to("anna")) - posts == later


async def test_an_alarm_that_rings_is_answered_by_the_ticket_that_came_back(
    client: Client, shared_settings: Settings, library: Library, data: Path, tmp_path: Path
) -> None:
    async with (
        a_store(data) as store,
        an_office(client, shared_settings, store.database_url, library, tmp_path) as office,
        office.at_work(),
    ):
        life = await office.opened(NIGHT, **PLATINUM)
        await life.do("engage_on_call", by="the customer")
        pager = await pager_of(office, life)
        await until(lambda: rings(office))
        before = await lost(office, life)
        back = await office.revived(life, NIGHT + timedelta(minutes=20))
        assert (await pager.describe()).status is WorkflowExecutionStatus.RUNNING

        # Only the ticket itself can say so while the journal is down.
        await store.stop()
        await back.do("acknowledge", by="Marco")
        await until(lambda: has_been_told(pager))
        await store.start()
        async with asyncio.timeout(PATIENCE):
            await pager.result()
        assert "Acknowledged" in [one.event.type for one in await goes_on(office, back, before)]


async def rings(office: Office) -> bool:
    return len(texts(office)) >= 1
