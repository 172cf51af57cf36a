"""What is held for one ticket of another system, and when it is taken. Time is an argument."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from activities.hooks.names import HeldEvent, HookStart

MOST = 1000
"""Events that are held at once. More stay in the store, from which they are brought again."""
FIRST_LOOK, LONGEST_LOOK = 5.0, 300.0
"""Seconds between two looks whether a ticket was opened: twice as many each time."""
SOONEST_LOOK = timedelta(seconds=1)


class Held:
    """Events in the order of their own times.

    One is taken once it was held for as long as it is to be, with all that happened before it; an opening at once.
    """

    def __init__(self, start: HookStart) -> None:
        self._held = {one.id: one for one in start.held}
        self._not_before, self._looks = start.not_before, start.looks

    @property
    def is_empty(self) -> bool:
        """Whether nothing is held."""
        return not self._held

    def put(self, events: Iterable[HeldEvent]) -> int:
        """Take events in; one that is held already is dropped. Answers how many there was no room for."""
        left_out = 0
        for event in events:
            if event.id in self._held:
                continue
            if len(self._held) < MOST:
                self._held[event.id] = event
            else:
                left_out += 1
        return left_out

    def due(self, now: datetime) -> datetime:
        """When the next of them is taken."""
        if any(event.opens for event in self._held.values()):
            return now
        held = min(event.due for event in self._held.values())
        return max(held, self._not_before or held)

    def take(self, now: datetime) -> tuple[HeldEvent, ...]:
        """Those that are taken next, in order. They stay held until it is known what came of them."""
        in_order = sorted(self._held.values(), key=_order)
        openings = [event for event in in_order if event.opens]
        if openings:
            return tuple(openings)
        last = max((number for number, event in enumerate(in_order) if event.due <= now), default=-1)
        return tuple(in_order[: last + 1])

    def settle(self, taken: Iterable[HeldEvent], over: Iterable[str], now: datetime) -> None:
        """Let go of those that are over. Of the others the ticket is not there, and is looked for later."""
        done = set(over)
        left = [event for event in taken if event.id not in done]
        if left:
            # The first that may wait no longer is not kept waiting for the next look.
            first_over = max(min(event.until for event in left), now + SOONEST_LOOK)
            self._not_before, self._looks = min(self.next_look(now), first_over), self._looks + 1
        else:
            self._not_before, self._looks = None, 0
        for id_ in done:
            self._held.pop(id_, None)

    def next_look(self, now: datetime) -> datetime:
        """When it is looked again for a ticket that is not there now."""
        return now + timedelta(seconds=min(FIRST_LOOK * 2 ** min(self._looks, 10), LONGEST_LOOK))

    def carried(self, start: HookStart) -> HookStart:
        """What the next run is given of it."""
        changes = {"held": tuple(self._held.values()), "not_before": self._not_before, "looks": self._looks}
        return start.model_copy(update=changes)


def _order(event: HeldEvent) -> tuple[datetime, float, str]:
    return event.at, event.position, event.id
