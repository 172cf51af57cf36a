"""What is held is taken in the order of its own times, with all that happened before it."""

from datetime import UTC, datetime, timedelta
from typing import Any

from activities.hooks.names import HeldEvent, HookStart
from workflows.hooks.held import MOST, Held

START = HookStart(system="desk", external="7")
NINE = datetime(2032, 11, 2, 9, tzinfo=UTC)


def after(seconds: float) -> datetime:
    return NINE + timedelta(seconds=seconds)


def event(id_: str, at: float, came: float, held: float = 5, **more: Any) -> HeldEvent:
    """An event that happened and came so many seconds after nine."""
    return HeldEvent(id=id_, at=after(at), due=after(came + held), until=after(came + 3600), **more)


def holding(*events: HeldEvent) -> Held:
    held = Held(START)
    held.put(events)
    return held


def ids(events: tuple[HeldEvent, ...]) -> list[str]:
    return [one.id for one in events]


def test_what_is_due_takes_with_it_what_happened_before() -> None:
    held = holding(event("second", at=2, came=3), event("first", at=1, came=7), event("third", at=3, came=7))
    assert held.due(after(7)) == after(8)
    assert ids(held.take(after(7))) == []
    assert ids(held.take(after(8))) == ["first", "second"]


def test_an_opening_is_taken_at_once_and_alone() -> None:
    held = holding(event("answer", at=-1, came=0), event("opening", at=0, came=1, opens=True))
    assert held.due(after(1)) == after(1)
    taken = held.take(after(1))
    assert ids(taken) == ["opening"]
    held.settle(taken, ["opening"], after(1))
    assert held.due(after(1)) == after(5)


def test_what_happened_at_one_instant_goes_by_its_position_and_then_by_its_id() -> None:
    at_once = [event(id_, at=0, came=0, position=place) for id_, place in (("c", 1), ("b", 2), ("a", 2))]
    assert ids(holding(*at_once).take(after(5))) == ids(holding(*reversed(at_once)).take(after(5))) == ["c", "a", "b"]


def test_the_same_again_is_held_once() -> None:
    held = holding(event("a", at=0, came=0), event("a", at=0, came=4))
    assert held.due(after(0)) == after(5)


def test_a_ticket_that_is_not_there_is_looked_for_less_and_less_often_until_it_is_opened() -> None:
    held = holding(event("a", at=0, came=0))
    looks = []
    now = after(5)
    for _ in range(9):
        taken = held.take(now)
        held.settle(taken, [], now)
        looks.append((held.due(now) - now).total_seconds())
        now = held.due(now)
    assert looks == [5, 10, 20, 40, 80, 160, 300, 300, 300]
    held.put([event("opening", at=0, came=2000, opens=True)])
    assert held.due(now) == now
    held.settle(held.take(now), ["opening"], now)
    assert held.due(now) <= now
    assert ids(held.take(now)) == ["a"]


def test_the_last_look_is_when_it_may_wait_no_longer() -> None:
    held = holding(event("a", at=0, came=0).model_copy(update={"until": after(7)}))
    held.settle(held.take(after(5)), [], after(5))
    assert held.due(after(5)) == after(7)
    held.settle(held.take(after(7)), [], after(7))
    assert held.due(after(7)) == after(8)


def test_what_there_is_no_room_for_is_left_in_the_store() -> None:
    held = Held(START)
    assert held.put(event(f"{number}", at=0, came=0) for number in range(MOST + 3)) == 3


def test_a_new_run_holds_the_same() -> None:
    held = holding(event("a", at=0, came=0), event("b", at=1, came=0))
    held.settle(held.take(after(5)), ["a"], after(5))
    again = Held(held.carried(START))
    assert ids(again.take(after(5))) == ["b"]
    assert again.due(after(5)) == held.due(after(5)) == after(10)
    assert not again.is_empty
