"""What travels through Temporal comes back as it was, though fields that are not set are not sent."""

import types
import typing
from collections.abc import Iterator

from pydantic_core import PydanticUndefined

from domain.value import Value
from runtime.temporal.converting import data_converter
from tests.workflows.given.world import World, rome


def all_values(base: type[Value] = Value) -> Iterator[type[Value]]:
    for value in base.__subclasses__():
        yield value
        yield from all_values(value)


def is_sent(value: type[Value]) -> bool:
    """Whether it is a part of a ticket's messages; contracts stay where they are read."""
    package, *within = value.__module__.split(".")
    return package in ("domain", "workflows", "activities") and within[:1] != ["contract"]


def test_every_field_that_can_be_unset_may_be_left_out() -> None:
    checked = 0
    for value in filter(is_sent, all_values()):
        for name, field in value.model_fields.items():
            if types.NoneType in typing.get_args(field.annotation):
                assert field.default is not PydanticUndefined, f"{value.__name__}.{name} must default to None"
                checked += 1
    assert checked > 30


async def test_a_waiting_ticket_is_explained_and_carried_over(world: World) -> None:
    ticket = await world.open(rome("2032-11-02 09:00"), continue_as_new_after=50)
    await ticket.do("wait_for_third_party", party="Carrier")
    explained = await ticket.tickets.explain(ticket.id, at=rome("2032-11-02 12:00"))
    assert [promise.deadline for promise in explained.promises] == [None] * 4
    assert explained.promises[0].if_resumed_now is not None
    for number in range(12):
        await ticket.do("add_note", text=f"note {number}")
    await ticket.do("third_party_responded")
    assert (await ticket.told()).count("NoteAdded") == 12
    assert (await world.tickets.snapshot(ticket.id)).standing.status == "working"


async def test_nothing_travels_as_nothing() -> None:
    [payload] = await data_converter.encode([None])
    assert await data_converter.decode([payload]) == [None]
