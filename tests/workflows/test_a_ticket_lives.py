"""A ticket lives through each rule of its contract, on the real server, in its own time."""

from datetime import timedelta

import pytest

from domain.errors import DomainError
from domain.ticket.events import (
    ClosingProposed,
    Escalated,
    PriorityChanged,
    PromiseKept,
    PromiseMissed,
    TicketClosed,
    WarningGiven,
)
from tests.workflows.given.world import World, rome

FRIDAY_AFTERNOON = rome("2032-10-29 16:00")


async def test_a_critical_case_that_nobody_takes_climbs_the_ladder_in_working_time(world: World) -> None:
    ticket = await world.open(FRIDAY_AFTERNOON, priority="P1", plan="basic", contract="imagiclecare-5.0")
    # Friday 16-18, then the weekend (clocks go back) and All Saints' Day are closed for Basic. Days of nine hours.
    await ticket.until(rome("2032-11-15 18:30"))
    climbed = await ticket.of(Escalated)
    assert [(step.after, step.due_at) for step in climbed] == [
        ("support-regional-manager", rome("2032-11-03 16:00")),
        ("support-manager", rome("2032-11-08 16:00")),
        ("co-ceo-cto", rome("2032-11-15 16:00")),
    ]
    missed = await ticket.of(PromiseMissed)
    assert [(one.promise, one.breach, one.due_at) for one in missed] == [("reaction", True, rome("2032-11-02 18:00"))]


async def test_warnings_come_at_their_fractions_and_never_after_the_deadline(world: World) -> None:
    ticket = await world.open(rome("2032-11-02 09:00"), priority="P2")
    await ticket.until(rome("2032-11-02 11:30"))
    of_reaction = [one for one in await ticket.of(WarningGiven) if one.promise == "reaction"]
    assert [one.fraction for one in of_reaction] == [0.5, 0.75, 0.9]
    assert all(one.due_at < one.deadline for one in of_reaction)


async def test_the_clock_stands_still_while_the_ticket_waits(world: World) -> None:
    ticket = await world.open(rome("2032-11-02 09:00"), priority="P2")
    await ticket.at(rome("2032-11-02 10:00"), "acknowledge", by="Ann")
    await ticket.at(rome("2032-11-02 11:00"), "wait_for_third_party", party="Carrier")
    await ticket.until(rome("2032-11-04 11:00"))
    assert await ticket.of(Escalated) == []
    await ticket.do("third_party_responded", party="Carrier")
    await ticket.until(rome("2032-11-04 12:59"))
    assert await ticket.of(Escalated) == []
    await ticket.until(rome("2032-11-04 13:01"))
    assert [step.after for step in await ticket.of(Escalated)] == ["team-leader"]
    assert [kept.promise for kept in await ticket.of(PromiseKept)] == ["reaction"]


async def test_a_silent_customer_is_reminded_then_loses_priority_and_closing_is_proposed(world: World) -> None:
    ticket = await world.open(rome("2032-11-02 09:00"), priority="P3", contract="imagiclecare-5.0")
    await ticket.at(rome("2032-11-02 09:30"), "wait_for_customer", question="Which version?")
    # 16 working hours of silence: Tue 8.5 h, Wed 7.5 h.
    await ticket.until(rome("2032-11-03 16:31"))
    assert (await ticket.told())[-3:] == ["CustomerReminded", "CustomerReminded", "PriorityChanged"]
    assert [(one.before, one.after) for one in await ticket.of(PriorityChanged)] == [("P3", "P4")]
    # 40 more at the lowest: Wed 1.5 h, Thu to Sat 9 h each, Mon 9 h, Tue 2.5 h. National Unity Day is a plain Sunday.
    await ticket.until(rome("2032-11-09 11:29"), timedelta())
    assert await ticket.of(ClosingProposed) == []
    await ticket.until(rome("2032-11-09 11:31"))
    assert len(await ticket.of(ClosingProposed)) == 1
    await ticket.do("customer_responded", text="5.2")
    snapshot = await world.tickets.snapshot(ticket.id)
    assert (snapshot.standing.status, snapshot.standing.priority) == ("working", "P4")


async def test_a_resolved_ticket_closes_by_itself_after_the_time_to_disagree(world: World) -> None:
    ticket = await world.open(rome("2032-11-02 09:00"))
    await ticket.at(rome("2032-11-02 10:00"), "resolve", summary="A loose cable")
    await ticket.until(rome("2032-11-20 10:00"))
    # 40 h: Tue 8 h, Wed to Fri 9 h each, Sat 5 h.
    closed = await ticket.of(TicketClosed)
    assert [one.because for one in closed] == ["undisputed"]
    assert abs(closed[0].occurred_at - rome("2032-11-06 14:00")) < timedelta(seconds=5)
    snapshot = await ticket.handle.result()
    assert snapshot.standing.status == "closed"


async def test_a_response_to_a_resolved_ticket_reopens_it_and_acceptance_closes_it(world: World) -> None:
    ticket = await world.open(rome("2032-11-02 09:00"))
    await ticket.at(rome("2032-11-02 10:00"), "resolve")
    await ticket.at(rome("2032-11-03 10:00"), "customer_responded", text="It is back")
    assert (await world.tickets.snapshot(ticket.id)).standing.status == "working"
    await ticket.at(rome("2032-11-03 11:00"), "resolve")
    await ticket.at(rome("2032-11-03 12:00"), "customer_responded", accepts_solution=True)
    await ticket.handle.result()
    assert [one.because for one in await ticket.of(TicketClosed)] == ["accepted"]


async def test_a_platinum_customer_phones_at_night_and_the_reaction_counts_around_the_clock(world: World) -> None:
    ticket = await world.open(rome("2032-11-02 23:00"), plan="platinum", channel="phone", language="en", priority="P1")
    await ticket.until(rome("2032-11-03 00:01"))
    missed = await ticket.of(PromiseMissed)
    assert [one.promise for one in missed] == ["priority-notification", "reaction"]
    assert await ticket.of(Escalated) == []
    await ticket.until(rome("2032-11-03 11:01"))
    assert [step.after for step in await ticket.of(Escalated)] == ["team-leader"]


async def test_an_imagen_customer_escalates_and_the_manager_answers_too_late(world: World) -> None:
    ticket = await world.open(
        rome("2032-11-03 18:00"), contract="imagen-ti", plan="standard", theatre="mexico", priority="serious"
    )
    assert (await ticket.told())[:2] == ["TicketOpened", "PromiseKept"]
    await ticket.do("escalate", requested_by="customer", reason="Nothing moves")
    await ticket.until(rome("2032-11-03 18:31"))
    missed = await ticket.of(PromiseMissed)
    assert [(one.promise, one.level) for one in missed] == [("answer", "support-manager")]
    with pytest.raises(DomainError, match="customer cannot escalate to manufacturer"):
        await ticket.do("escalate", to="manufacturer")
    snapshot = await ticket.do("escalate", to="manufacturer", requested_by="support-manager")
    assert snapshot is not None
    assert snapshot.standing.level == "manufacturer"


async def test_a_late_fact_withdraws_a_breach_that_does_not_hold(world: World) -> None:
    ticket = await world.open(rome("2032-11-02 09:00"))
    await ticket.until(rome("2032-11-02 11:30"))
    assert [one.promise for one in await ticket.of(PromiseMissed)] == ["reaction"]
    snapshot = await ticket.do("acknowledge", at=rome("2032-11-02 10:30").isoformat(), by="Ann")
    assert snapshot is not None
    assert not snapshot.standing.breached
    assert (await ticket.told())[-3:] == ["MissWithdrawn", "Acknowledged", "PromiseKept"]
