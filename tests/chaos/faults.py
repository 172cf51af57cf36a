"""What can fail, and what does fail in one story: a kind, whom it befalls, when, and for how long."""

from typing import Literal

from domain.value import Value
from simulation.synthetic.chance import Chance

Target = Literal["worker 0", "worker 1", "server", "store"]
How = Literal["killed", "ended", "frozen", "cut off", "unheard", "full", "read-only"]
TARGETS: tuple[Target, ...] = ("server", "store", "worker 0", "worker 1")
"""What one fault after another can befall, in the order in which they are taken hold of."""

KINDS: dict[tuple[Target | Literal["worker", "everything"], How], int] = {
    **{("worker", "killed"): 5, ("worker", "ended"): 3, ("worker", "frozen"): 3},
    **{("worker", "cut off"): 3, ("worker", "unheard"): 3},
    **{("server", "killed"): 3, ("server", "ended"): 2, ("server", "frozen"): 2},
    **{("store", "killed"): 3, ("store", "ended"): 2, ("store", "frozen"): 2, ("store", "full"): 3},
    **{("store", "read-only"): 2, ("everything", "killed"): 2},
}
LONG = 11.0
"""Seconds: longer than a task of a workflow may take, and than a worker may be silent, so that its work is another's."""


class Fault(Value):
    """One thing that fails for a while, and comes back."""

    what: tuple[Target, ...]
    how: How
    after: float
    """Seconds from the point of the story at which it is to happen: somewhere in what that point sets off."""
    lasts: float

    def __str__(self) -> str:
        return f"{' and '.join(self.what)} {self.how} for {self.lasts:.1f} s"


def a_fault(chance: Chance) -> Fault:
    """One of all kinds. Mostly it is short; at times a worker is silent for so long that its work is given to another."""
    what, how = chance.of(KINDS)
    befalls: tuple[Target, ...]
    if what == "everything":
        befalls = TARGETS
    elif what == "worker":
        befalls = ("worker 0",) if chance.happens(500) else ("worker 1",)
    else:
        befalls = (what,)
    after, lasts = chance.below(400) / 1000, (100 + chance.below(1900)) / 1000
    is_long = how in ("frozen", "unheard") and what == "worker" and chance.happens(250)
    return Fault(what=befalls, how=how, after=after, lasts=LONG if is_long else lasts)
