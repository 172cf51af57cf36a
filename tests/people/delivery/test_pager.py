"""The alarm on call: it rings until somebody takes the ticket in charge, whatever else is down."""

import asyncio
from datetime import timedelta
from pathlib import Path
from typing import Any

from temporalio.client import WorkflowHandle
from temporalio.service import RPCError, RPCStatusCode

from activities.delivery.letters import Letter, Place
from activities.delivery.mailboxes import ACKNOWLEDGED, PagerStart, pager_id
from activities.delivery.recipients import called
from runtime.embedded.postgres import Postgres
from tests.people.delivery.conftest import OfficeMaker
from tests.people.delivery.office import SOON, Office, until
from tests.workflows.given.world import Life, rome
from tests.workflows.test_replay import a_replayer

NIGHT = rome("2032-11-02 22:00")
PLATINUM = {"contract": "imagiclecare-5.0", "plan": "platinum", "priority": "P1"}


async def calls(office: Office, ticket: Life) -> list[tuple[int, str]]:
    """The number of each call that is recorded, and whom it reached."""
    rows = [
        row for row in await office.deliveries(ticket) if row["recipient"] == "on-call" and row["outcome"] == "sent"
    ]
    return sorted((row["call"], row["person"].removesuffix(f"-{office.me}")) for row in rows)


async def pager_of(office: Office, ticket: Life) -> WorkflowHandle[Any, Any]:
    """The pager that calls because the on-call service got the ticket, a moment after that: it is waited for."""
    (engaged,) = [one for one in await ticket.events() if one.event.type == "OnCallEngaged"]
    pager: WorkflowHandle[Any, Any] = office.client.get_workflow_handle(pager_id(ticket.id, engaged.number))

    async def began() -> bool:
        try:
            await pager.describe()
        except RPCError as failed:
            if failed.status is not RPCStatusCode.NOT_FOUND:
                raise
            return False
        return True

    await until(began)
    return pager


async def test_an_alarm_rings_on_call_then_one_more_and_ends_when_somebody_takes_the_ticket(
    office_of: OfficeMaker,
) -> None:
    async with office_of() as office, office.at_work():
        ticket = await office.opened(NIGHT, **PLATINUM)
        await ticket.do("engage_on_call", by="the customer")
        pager = await pager_of(office, ticket)

        await until(lambda: rung(office, ticket, 5))
        await ticket.do("acknowledge", by="Marco")
        number = await asyncio.wait_for(pager.result(), 20)

        heard = await calls(office, ticket)
        first = heard[0][1]
        (second,) = {"marco", "lena"} - {first}
        alone = [(call, first) for call in (1, 2, 3)]
        together = [(call, who) for call in range(4, min(number, 6) + 1) for who in sorted((first, second))]
        assert heard[: len(alone) + len(together)] == alone + together
        texts = [request.json["message"] for request in office.http.of("/texts/39000") + office.http.of("/texts/49000")]
        assert len(texts) == len(heard)
        assert all(ticket.id in text and len(text) <= 160 for text in texts)


async def has_been_told(pager: WorkflowHandle[Any, Any]) -> bool:
    """Whether the pager heard that somebody has the ticket: not from the journal, which is down."""
    history = await pager.fetch_history()
    return any(
        event.workflow_execution_signaled_event_attributes.signal_name == ACKNOWLEDGED for event in history.events
    )


async def rung(office: Office, ticket: Life, number: int) -> bool:
    return any(call >= number for call, _ in await calls(office, ticket))


async def test_with_the_journal_down_an_alarm_goes_on_and_its_calls_are_recorded_later(
    office_of: OfficeMaker, data: Path
) -> None:
    store = Postgres(data)
    await store.start()
    async with office_of(database_url=store.database_url) as office, office.at_work():
        ticket = await office.opened(NIGHT, **PLATINUM)
        await ticket.do("engage_on_call", by="the customer")
        await until(lambda: rung(office, ticket, 1))
        pager = await pager_of(office, ticket)
        await store.stop()
        before = len(texts(office))
        await until(lambda: len(texts(office)) >= before + 2)
        assert f"ticket {ticket.id} needs you" in texts(office)[-1]

        await pager.signal(ACKNOWLEDGED)
        await store.start()
        number = await asyncio.wait_for(pager.result(), 60)
        assert {call for call, _ in await calls(office, ticket)} == set(range(1, number + 1))
    await store.stop()


async def test_an_alarm_that_begins_while_the_journal_is_down_rings_too_and_once(
    office_of: OfficeMaker, data: Path
) -> None:
    store = Postgres(data)
    await store.start()
    async with office_of(database_url=store.database_url) as office, office.at_work():
        ticket = await office.opened(NIGHT, **PLATINUM)
        await office.written(ticket)
        await store.stop()
        await ticket.do("engage_on_call", by="the customer")
        await until(lambda: len(texts(office)) >= 2)
        assert f"ticket {ticket.id} needs you" in texts(office)[0]

        pager = await pager_of(office, ticket)
        await ticket.do("acknowledge", by="Marco")
        await until(lambda: has_been_told(pager))
        await store.start()
        number = await asyncio.wait_for(pager.result(), 60)
        await office.settled(ticket)
        heard = await calls(office, ticket)
        assert {call for call, _ in heard} == set(range(1, number + 1))
        assert len(texts(office)) == len(heard)
    await store.stop()


async def test_what_pagers_and_mailboxes_did_can_be_replayed(office_of: OfficeMaker) -> None:
    async with office_of() as office, office.at_work():
        ticket = await office.opened(NIGHT, **PLATINUM)
        await ticket.do("engage_on_call", by="the customer")
        await until(lambda: rung(office, ticket, 2))
        await ticket.do("acknowledge", by="Marco")
        pager = await pager_of(office, ticket)
        await asyncio.wait_for(pager.result(), 20)
        await office.settled(ticket)
        mailboxes = [office.mailbox(office.person("anna")), office.mailbox(f"customer/{office.customer}")]
        for handle in (pager, *mailboxes):
            history = await handle.fetch_history()
            assert len(history.events) > 10
            await a_replayer().replay_workflow(history)


def texts(office: Office) -> list[str]:
    return [request.json["message"] for request in office.http.requests if request.path.startswith("/texts/")]


async def test_a_long_alarm_goes_on_in_a_new_run_with_the_number_of_its_calls(office_of: OfficeMaker) -> None:
    async with office_of() as office, office.at_work():
        ticket = await office.opened(NIGHT, **PLATINUM)
        await office.written(ticket)
        levels = ("support-team", "team-leader")
        place = Place(contract="imagiclecare-5.0", theatre="europe", customer=office.customer, levels=levels)
        start = PagerStart(
            letter=Letter(ticket=ticket.id, event=1, role="on-call", place=place, at=NIGHT),
            pace=SOON.model_copy(update={"alarm": 600}),
            calls=40,
            continue_as_new_after=60,
        )
        pager = await office.skipping.client.start_workflow(
            "Pager", start, id=f"pager/{ticket.id}/1", task_queue=office.task_queue
        )
        last = office.client.get_workflow_handle(pager.id)
        # In steps: a new run of which the clock is moved on its way begins where the way ends.
        while not await rung(office, ticket, 46):
            await office.skipping.advance_to(last, await office.skipping.now(last) + timedelta(minutes=10))
        await last.signal(ACKNOWLEDGED)

        made = await asyncio.wait_for(last.result(), 20)
        assert (await last.describe()).run_id != pager.first_execution_run_id
        assert {call for call, _ in await calls(office, ticket)} == set(range(41, made + 1))


def test_calls_go_up_the_rota_one_more_after_every_three_and_round_again() -> None:
    rota = (("marco",), ("lena",), ("paolo",))

    heard = ["".join(name[0] for name in called(rota, call, 3)) for call in range(1, 12)]

    assert heard == ["m", "m", "m", "ml", "ml", "ml", "mlp", "mlp", "mlp", "m", "m"]
    assert called((), 1, 3) == ()


def test_people_who_are_on_call_together_are_called_together_from_the_first_call_on() -> None:
    rota = (("ann", "karl"), ("lena",))

    heard = ["".join(name[0] for name in called(rota, call, 3)) for call in range(1, 8)]

    assert heard == ["ak", "ak", "ak", "akl", "akl", "akl", "ak"]
