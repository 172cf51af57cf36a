"""Lives whose histories are kept, so that every later version is held against them.

`python -m tests.workflows.histories.record 0.1 imported migrated` lives these two and saves what is not saved yet under
that version; a saved history is never changed, as it is what tickets of that version have.
"""

from collections.abc import Awaitable, Callable

from tests.workflows.given.brought_in import imported as brought_in
from tests.workflows.given.brought_in import told
from tests.workflows.given.world import Life, World, rome

TUESDAY = rome("2032-11-02 09:00")


async def quiet(world: World) -> Life:
    """Taken in charge, one question, solved and closed."""
    ticket = await world.open(TUESDAY)
    await ticket.at(rome("2032-11-02 09:20"), "acknowledge", by="Ann")
    await ticket.at(rome("2032-11-02 09:40"), "wait_for_customer", question="Which version?")
    await ticket.at(rome("2032-11-02 10:40"), "customer_responded", text="5.2")
    await ticket.at(rome("2032-11-02 11:40"), "resolve", summary="A loose cable")
    await ticket.at(rome("2032-11-02 12:00"), "close")
    return ticket


async def neglected(world: World) -> Life:
    """Nobody takes it: warnings, a breach, and the ladder to its end; then a breach is withdrawn."""
    ticket = await world.open(TUESDAY, priority="P1")
    await ticket.until(rome("2032-11-03 17:00"))
    await ticket.do("acknowledge", at=rome("2032-11-02 09:30").isoformat(), by="Ann")
    await ticket.do("resolve")
    await ticket.until(rome("2032-11-20 09:00"))
    return ticket


async def silent(world: World) -> Life:
    """The customer does not answer, then does, and disagrees with the solution."""
    ticket = await world.open(TUESDAY, contract="imagiclecare-5.0")
    await ticket.do("wait_for_customer", question="Which version?")
    await ticket.do("wait_for_third_party", party="Carrier")
    await ticket.until(rome("2032-11-20 09:00"))
    await ticket.do("third_party_responded", party="Carrier")
    await ticket.do("customer_responded", text="5.2")
    await ticket.do("resolve")
    await ticket.do("customer_responded", text="No")
    await ticket.handle.signal("customer_responded", {"sense": "none"})
    await ticket.handle.cancel()
    await ticket.handle.result()
    return ticket


async def escalated(world: World) -> Life:
    """Escalated by request, answered in time and too late."""
    ticket = await world.open(TUESDAY, contract="imagen-ti", plan="standard", theatre="mexico", priority="critical")
    await ticket.do("escalate", requested_by="customer")
    await ticket.do("acknowledge", level="support-manager")
    await ticket.do("escalate", to="manufacturer", requested_by="support-manager")
    await ticket.until(rome("2032-11-04 09:00"))
    return ticket


async def on_call(world: World) -> Life:
    """Phoned in at night, lowered and raised again."""
    ticket = await world.open(rome("2032-11-02 23:00"), plan="platinum", priority="P1", language="en")
    await ticket.do("engage_on_call")
    await ticket.at(rome("2032-11-02 23:20"), "change_priority", priority="P3")
    await ticket.at(rome("2032-11-03 12:00"), "change_priority", priority="P1")
    await ticket.until(rome("2032-11-04 12:00"))
    return ticket


async def continued(world: World) -> Life:
    """Continued in new runs; this is the last of them."""
    ticket = await world.open(TUESDAY, continue_as_new_after=60)
    for number in range(25):
        await ticket.do("add_note", id=f"note-{number}", text=f"note {number}")
    await ticket.until(rome("2032-11-02 13:01"))
    return ticket


async def imported(world: World) -> Life:
    """Comes with a history and a miss behind it, and goes on up the ladder."""
    history = told("Old desk", (rome("2032-11-02 11:30"), "acknowledge", {"by": "Ann"}))
    ticket = await brought_in(world, history)
    await ticket.until(rome("2032-11-04 09:00"))
    await ticket.do("resolve", summary="A loose cable")
    return ticket


async def migrated(world: World) -> Life:
    """Moved to the next contract and back, each time with more behind it."""
    ticket = await world.open(TUESDAY)
    await ticket.at(rome("2032-11-02 12:00"), "migrate", contract="imagiclecare-5.0", reason="renewed")
    await ticket.until(rome("2032-11-03 09:00"))
    await ticket.do("migrate", contract="imagiclecare-4.1")
    await ticket.until(rome("2032-11-05 09:00"))
    return ticket


LIVES: dict[str, Callable[[World], Awaitable[Life]]] = {
    life.__name__: life for life in (quiet, neglected, silent, escalated, on_call, continued, imported, migrated)
}
