"""What can fail, and what does fail in one story: a kind, whom it befalls, when, and for how long."""

from typing import Literal

from domain.value import Value
from studies.synthetic.chance import Chance

Target = Literal["worker 0", "worker 1", "server", "store"]
How = Literal["killed", "ended", "frozen", "cut off", "unheard", "full", "read-only"]
TARGETS: tuple[Target, ...] = ("server", "store", "worker 0", "worker 1")
"""What one fault after another can befall, in the order in which they are taken hold of."""

KINDS: dict[tuple[Target | Literal["worker", "everything"], How], int] = {
    **{("worker", "killed"): 3, ("worker", "ended"): 2, ("worker", "frozen"): 3},
    **{("worker", "cut off"): 4, ("worker", "unheard"): 4},
    **{("server", "killed"): 2, ("server", "ended"): 1, ("server", "frozen"): 3},
    **{("store", "killed"): 3, ("store", "ended"): 2, ("store", "frozen"): 3},
    **{("store", "full"): 3, ("store", "read-only"): 3, ("everything", "killed"): 1},
}
"""How often each is drawn. What has to start again costs a small machine more than what only stands still."""
LONG = 11.0
"""Seconds: longer than a workflow's task may take and a worker may be silent, so that its work is given to another."""


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
    """One of all kinds, mostly a short one."""
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
