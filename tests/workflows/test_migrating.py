"""A ticket is moved to another contract on the real servers, just as it was foreseen."""

import json
from datetime import datetime, timedelta
from typing import Any

import pytest

from activities.deciding import resolver
from contracts.public_holidays import public_holidays
from domain.deciding.migrating import MOST_TERMS
from domain.errors import DomainError
from domain.ticket.events import Escalated, PromiseMissed, TicketMigrated
from domain.ticket.evolve import replay
from domain.ticket.recorded import Recorded
from moving.migration.differing import Difference
from moving.migration.foreseeing import Foreseen, foresee
from moving.migration.moving import move
from moving.migration.wanted import Wanted
from runtime.temporal.converting import data_converter
from runtime.temporal.errors import NobodyAnswered
from tests.workflows.given.world import Life, World, rome
from tests.workflows.test_replay import a_replayer
from workflows.messages import CONTRACT, LEVEL, PLAN, PRIORITY
from workflows.ticket.carried import CARRIED_BYTES

TUESDAY = rome("2032-11-02 09:00")
TO_GOLD = Wanted(contract="imagiclecare-5.0", plan="gold", reason="renewed", by="Ada")
TO_5 = Wanted(contract="imagiclecare-5.0", reason="renewed", by="Ada")
TO_IMAGEN = Wanted(contract="imagen-ti", plan="standard", theatre="mexico", priorities={"P2": "serious"})


async def foreseen(world: World, ticket: Life, wanted: Wanted, now: datetime) -> Foreseen:
    """What is foreseen from the journal."""
    stream = await world.written(ticket)
    found = foresee(stream, wanted, now, resolver(world.library, public_holidays))
    assert isinstance(found, Foreseen), found
    return found


async def is_moved(world: World, ticket: Life, wanted: Wanted) -> tuple[Foreseen, list[Recorded]]:
    """Move it; what was foreseen, and what the real migration recorded."""
    now = await world.skipping.now(ticket.handle)
    before = await foreseen(world, ticket, wanted, now)
    done: list[None] = []
    outcome = await move(ticket.tickets, [before], lambda: done.append(None), gives_up=NobodyAnswered)
    assert (outcome.refused, outcome.unanswered, len(done)) == ({}, None, 1)
    # What it brings due at once comes with the clock, which rings in the same instant.
    await ticket.until(now + timedelta(seconds=1))
    happened = [one for one in await ticket.events() if one.number >= before.events[0].number]
    again = await foreseen_at(world, happened, await ticket.events(), wanted)
    assert [content(one) for one in again.events] == [content(one) for one in happened]
    assert again.told == before.told
    assert [effect(one) for one in again.differences] == [effect(one) for one in before.differences]
    return before, happened


async def foreseen_at(world: World, happened: list[Recorded], stream: list[Recorded], wanted: Wanted) -> Foreseen:
    """What is foreseen at the very instant at which it happened."""
    earlier = [one for one in stream if one.number < happened[0].number]
    found = foresee(earlier, wanted, happened[0].event.occurred_at, resolver(world.library, public_holidays))
    assert isinstance(found, Foreseen)
    return found


def effect(difference: Difference) -> tuple[str, str | None, str]:
    """What becomes of what."""
    one = difference.before or difference.after
    assert one is not None
    return one.what, one.level, difference.effect


def content(recorded: Recorded) -> dict[str, Any]:
    """All of an event, but for when it was learned and its digest (semantics 9a)."""
    return recorded.model_dump(exclude={"recorded_at", "digest"})


async def test_a_basic_ticket_climbs_at_once_as_foreseen_and_its_attributes_and_journal_follow(world: World) -> None:
    ticket = await world.open(rome("2032-11-02 10:00"), plan="basic", priority="P1")
    await ticket.at(rome("2032-11-02 10:30"), "acknowledge")
    await ticket.until(rome("2032-11-03 11:00"))
    before, happened = await is_moved(world, ticket, TO_GOLD)
    assert [one.event.type for one in happened] == ["TicketMigrated", "Escalated", "WarningGiven"]
    climbed = happened[1].event
    assert isinstance(climbed, Escalated)
    assert (climbed.after, climbed.due_at, climbed.cause) == (
        "support-manager",
        rome("2032-11-02 18:00"),
        happened[0].number,
    )
    attributes = (await ticket.handle.describe()).typed_search_attributes
    assert [attributes[key] for key in (CONTRACT, PLAN, PRIORITY, LEVEL)] == [
        "imagiclecare-5.0",
        "gold",
        "P1",
        "support-manager",
    ]
    assert list(await world.written(ticket)) == await ticket.events()
    async with world.journal() as journal:
        [listed] = [one for one in await journal.list_tickets(limit=10_000) if one.ticket == ticket.id]
        told = [one for one in await journal.announcements(ticket.id) if one.event >= happened[0].number]
    assert (listed.contract, listed.level) == ("imagiclecare-5.0", "support-manager")
    assert {(one.event, one.recipient) for one in told} == {(one.event, one.recipient) for one in before.told}


async def test_a_waiting_ticket_goes_on_in_another_theatre_under_other_names_as_foreseen(world: World) -> None:
    ticket = await world.open(TUESDAY)
    await ticket.at(rome("2032-11-02 10:30"), "wait_for_customer", question="Which version?")
    await ticket.until(rome("2032-11-03 12:00"))
    _, happened = await is_moved(world, ticket, TO_IMAGEN)
    assert [one.event.type for one in happened] == ["TicketMigrated", "PromiseKept"]
    await ticket.do("customer_responded")
    # Noon in Rome is five in the morning in Mexico; its office opens at 16:00. Four hours of attention from there.
    await ticket.until(rome("2032-11-03 20:01"))
    [missed] = await ticket.of(PromiseMissed)
    assert (missed.promise, missed.due_at) == ("attention", rome("2032-11-03 20:00"))


async def test_a_resolved_ticket_is_moved_as_foreseen(world: World) -> None:
    ticket = await world.open(TUESDAY)
    await ticket.at(rome("2032-11-02 10:30"), "resolve")
    before, happened = await is_moved(world, ticket, TO_IMAGEN)
    assert [one.what for one in (before.differences[0].before, before.differences[0].after) if one] == ["closing"] * 2
    assert before.differences[0].after is not None
    shown, closes_at = before.differences[0].after.due, (await ticket.tickets.snapshot(ticket.id)).standing.next_due
    assert shown is not None
    assert closes_at is not None
    # What was looked at a moment earlier had a moment more to be counted in Mexico.
    assert abs(closes_at - shown) < timedelta(seconds=2)
    assert len(happened) == 2


async def test_a_new_run_goes_on_with_what_was_counted_and_a_worker_that_replays_it_agrees(world: World) -> None:
    # Six of the sixteen hours to the next level in Rome until 15:00. New York is open from 12:00 to 22:00 in Rome:
    # seven hours more that Tuesday, and the last three on Wednesday.
    ticket = await world.open(TUESDAY, priority="P3", continue_as_new_after=50)
    await ticket.at(rome("2032-11-02 15:00"), "migrate", contract="imagiclecare-5.0", theatre="americas")
    for number in range(12):
        await ticket.do("add_note", text=f"note {number}")
    history = await ticket.handle.fetch_history()
    started = history.events[0].workflow_execution_started_event_attributes
    assert started.continued_execution_run_id
    given = json.loads(started.input.payloads[0].data)
    assert [one["contract"] for one in given["carried"]["ticket"]["former_terms"]] == ["imagiclecare-4.1"]
    await a_replayer().replay_workflow(history)
    expected = replay(await ticket.events())
    assert (await ticket.tickets.snapshot(ticket.id)).digest == expected.digest
    await ticket.until(rome("2032-11-03 16:00"))
    leader = await ticket.of(Escalated)
    assert [(one.after, one.due_at) for one in leader] == [("support-regional-manager", rome("2032-11-03 15:00"))]


async def test_a_repeat_changes_nothing_and_whoever_is_moved_back_can_be_moved_again(world: World) -> None:
    ticket = await world.open(TUESDAY)
    now = await world.skipping.now(ticket.handle)
    first = await foreseen(world, ticket, TO_5, now)
    message = first.command.model_dump(mode="json", exclude_none=True, exclude={"type"})
    for _ in range(2):
        await ticket.tickets.send(ticket.id, "migrate", message)
    assert len(await ticket.of(TicketMigrated)) == 1
    await is_moved(world, ticket, Wanted(contract="imagiclecare-4.1"))
    _, again = await is_moved(world, ticket, TO_5)
    assert [one.event.type for one in again] == ["TicketMigrated"]
    assert len(await ticket.of(TicketMigrated)) == 3


async def test_a_ticket_that_changed_since_it_was_shown_is_not_moved(world: World) -> None:
    ticket = await world.open(TUESDAY)
    shown = await foreseen(world, ticket, TO_5, await world.skipping.now(ticket.handle))
    await ticket.do("change_priority", priority="P1")
    outcome = await move(ticket.tickets, [shown], lambda: None, gives_up=NobodyAnswered)
    assert outcome.moved == {}
    assert outcome.refused == {
        ticket.id: f"ticket {ticket.id} was not moved, as its priority is P1 now and was P2 when this was shown: "
        "look at it again"
    }
    assert await ticket.of(TicketMigrated) == []


async def test_a_worker_refuses_what_its_contracts_do_not_have_and_the_ticket_stays(world: World) -> None:
    ticket = await world.open(TUESDAY)
    with pytest.raises(DomainError, match=r"There is no contract 'imagiclecare-6\.0'"):
        await ticket.do("migrate", contract="imagiclecare-6.0")
    with pytest.raises(DomainError, match="There is no priority 'P2' in this contract"):
        await ticket.do("migrate", contract="imagen-ti", plan="standard", theatre="mexico")
    await ticket.do("close")
    with pytest.raises(DomainError, match="is closed and takes no command"):
        await ticket.do("migrate", contract="imagiclecare-5.0")
    assert await ticket.of(TicketMigrated) == []


async def test_all_terms_that_a_ticket_can_have_had_leave_most_of_a_message_to_the_rest(world: World) -> None:
    ticket = await world.open(TUESDAY, plan="platinum", theatre="middle-east", priority="P1", channel="phone")
    [terms] = [(await ticket.events())[0].event.model_dump(mode="json", exclude_none=True)["terms"]]
    [payload] = await data_converter.encode([[terms] * MOST_TERMS])
    assert len(payload.data) < CARRIED_BYTES / 4
