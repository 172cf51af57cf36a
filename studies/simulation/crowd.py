"""Many incidents at once: a few in this process, many in one process for each core."""

import gc
import os
import signal
import sys
from collections import deque
from collections.abc import Callable, Generator, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from multiprocessing import active_children, get_context
from pathlib import Path

from contracts.loader import load_all
from contracts.public_holidays import public_holidays
from domain.contract.library import Library
from studies.files.drafts import Draft, Reader, Remark, Rows, Understood, shown
from studies.files.incidents import Incident
from studies.simulation.comparing import Comparing
from studies.simulation.outcome import NotOpened, Outcome, outcome_of
from studies.simulation.rebinding import Against
from studies.simulation.report import HeldBack
from studies.simulation.running import TermsAt, live
from studies.simulation.stories import Picking, Story
from studies.simulation.tally import Tally
from studies.simulation.terms import terms_book

FEW = 1_500
"""Up to so many incidents are done here unless processes are asked for: to start one costs about as much."""
AT_ONCE = 250
"""Incidents that a process is given at a time."""
SOME = 20
"""Rows that are named of an incident that is held back."""


@dataclass(frozen=True)
class Plan:
    """What is simulated, and how."""

    reader: Reader
    until: datetime
    contracts: Path | None = None
    """The folder of the contracts; the published ones where there is none."""
    against: Against | None = None


class Sums:
    """What the drafts of one part of a file came to."""

    def __init__(self) -> None:
        self.rows = Rows()
        self.remarks: list[Remark] = []
        self.held: list[HeldBack] = []
        self.tally = Tally()
        self.against = Tally()
        """Of the policy that is compared; empty where there is none."""
        self.comparing = Comparing()
        self.picking = Picking()

    def merge(self, later: "Sums") -> None:
        """Add those of a later part."""
        self.rows.add(later.rows)
        self.remarks += later.remarks
        self.held += later.held
        self.tally.merge(later.tally)
        self.against.merge(later.against)
        self.comparing.merge(later.comparing)
        self.picking.merge(later.picking)


class Simulator:
    """Takes drafts to what they come to, in one process."""

    def __init__(self, plan: Plan, library: Library | None = None) -> None:
        self._plan = plan
        self._library = library or load_all(plan.contracts)
        self._terms: TermsAt = terms_book(self._library, public_holidays)

    def sums(self, start: int, drafts: Sequence[Draft]) -> Sums:
        """What these drafts come to, the first of which is number `start` of the file."""
        sums = Sums()
        for place, draft in enumerate(drafts, start):
            understood = self._plan.reader.understand(draft)
            sums.rows.add(understood.rows)
            sums.remarks += understood.remarks
            if understood.gaps:
                sums.held.append(_held(draft, understood))
            elif understood.incident is not None:
                self._add(sums, place, understood.incident)
        return sums

    def stories(self, incident: Incident, why: str) -> list[Story]:
        """The life of one incident with all its moments, and the one under the other policy where there is one."""
        against = self._plan.against
        lives = [incident, *([against.rebound(incident, self._library)] if against else [])]
        found = [live(one, self._terms, self._plan.until) for one in lives]
        return [Story(why, life) for life in found if life.moments]

    def _add(self, sums: Sums, place: int, incident: Incident) -> None:
        outcome = self._outcome(incident)
        sums.tally.add(outcome)
        sums.picking.add(place, outcome)
        if self._plan.against is not None:
            other = self._outcome(self._plan.against.rebound(incident, self._library))
            sums.against.add(other)
            sums.comparing.add(outcome, other)

    def _outcome(self, incident: Incident) -> Outcome | NotOpened:
        return outcome_of(live(incident, self._terms, self._plan.until))


def _held(draft: Draft, understood: Understood) -> HeldBack:
    name = understood.incident.id if understood.incident is not None else draft.id
    lines = tuple(dict.fromkeys(remark.line for remark in understood.gaps))
    return HeldBack(incident=shown(name) or "", lines=lines[:SOME], sentence=understood.gap)


def simulate(
    drafts: Sequence[Draft],
    plan: Plan,
    *,
    processes: int | None = None,
    prepare: Callable[[], None] = lambda: None,
    done: Callable[[int], None] = lambda _: None,
) -> Sums:
    """What the drafts of a file come to.

    `processes`: one for each core where it is not given, as long as that is worth it. `prepare` runs first in each
    process; `done` hears how many more are through.
    """
    wanted = processes or (1 if len(drafts) <= FEW else len(os.sched_getaffinity(0)))
    sums = Sums()
    with closing(_here(drafts, plan) if wanted == 1 else _there(drafts, plan, wanted, prepare)) as parts:
        for part, count in parts:
            sums.merge(part)
            done(count)
    return sums


_Parts = Generator[tuple[Sums, int], None, None]


def _here(drafts: Sequence[Draft], plan: Plan) -> _Parts:
    simulator = Simulator(plan)
    for start, part in _parts(drafts, 20):
        yield simulator.sums(start, part), len(part)


def _there(drafts: Sequence[Draft], plan: Plan, processes: int, prepare: Callable[[], None]) -> _Parts:
    # Fresh processes, as one that is forked from a process with threads can stand still for ever.
    with _pool(processes, plan, prepare) as pool:
        waiting: deque[tuple[Future[Sums], int]] = deque()
        for start, part in _parts(drafts, AT_ONCE):
            if len(waiting) >= 3 * processes:
                yield _next(waiting)
            with _deaf_to_interrupts():
                waiting.append((pool.submit(_part, start, part), len(part)))
        while waiting:
            yield _next(waiting)


_TRACKER = "ignore::UserWarning:multiprocessing.resource_tracker"


@contextmanager
def _pool(processes: int, plan: Plan, prepare: Callable[[], None]) -> Iterator[ProcessPoolExecutor]:
    """Processes that end when this is left; at once, whatever they are at, where it is left before the end."""
    if _TRACKER not in sys.warnoptions:
        # Where we are ended at once, what clears up behind us is to say no more than we do.
        sys.warnoptions.append(_TRACKER)
    pool = ProcessPoolExecutor(processes, get_context("spawn"), _begin, (plan, prepare))
    others = {child.pid for child in active_children()}
    try:
        yield pool
    except BaseException:
        for child in active_children():
            if child.pid not in others:
                child.kill()
        raise
    finally:
        pool.shutdown(cancel_futures=True)


@contextmanager
def _deaf_to_interrupts() -> Iterator[None]:
    """What begins meanwhile hears no Ctrl-C: a terminal sends it to all, and whoever began them ends them."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _next(waiting: deque[tuple[Future[Sums], int]]) -> tuple[Sums, int]:
    future, count = waiting.popleft()
    return future.result(), count


def _parts(drafts: Sequence[Draft], size: int) -> Iterator[tuple[int, Sequence[Draft]]]:
    return ((start, drafts[start : start + size]) for start in range(0, len(drafts), size))


_simulators: list[Simulator] = []
"""The one of this process, once it has begun."""


def _begin(plan: Plan, prepare: Callable[[], None]) -> None:
    prepare()
    _simulators.append(Simulator(plan))
    # Lives hold no cycles, and to look for some costs a tenth of the time.
    gc.freeze()
    gc.disable()


def _part(start: int, drafts: Sequence[Draft]) -> Sums:
    sums = _simulators[0].sums(start, drafts)
    gc.collect(1)
    return sums
