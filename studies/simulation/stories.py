"""Which tickets tell the most: the one that climbed highest, the one that waited longest, and the closest call."""

from dataclasses import dataclass

from studies.simulation.outcome import NotOpened, Outcome
from studies.simulation.running import Life


@dataclass(frozen=True, slots=True)
class Story:
    """One ticket's life, and why it is told."""

    why: str
    life: Life


class Picking:
    """Remembers the best of each kind, by its place in the file."""

    def __init__(self) -> None:
        self._best: dict[str, tuple[tuple[float, ...], int]] = {}

    def add(self, place: int, outcome: Outcome | NotOpened) -> None:
        """One more."""
        if isinstance(outcome, NotOpened):
            return
        height = outcome.levels.index(outcome.level)
        waited = sum(pause.working_seconds for pause in outcome.pauses)
        close = [one.used for one in outcome.verdicts if one.state == "kept" and one.budget]
        self._offer("climbed highest", (height, len(outcome.steps), len(outcome.pauses)), place)
        if waited:
            self._offer("waited longest", (waited, height), place)
        if close:
            self._offer("came nearest to a breach", (max(close), outcome.events), place)

    def merge(self, later: "Picking") -> None:
        """Those of a later part of the file."""
        for why, (score, place) in later._best.items():
            self._offer(why, score, place)

    def picked(self) -> dict[int, str]:
        """The place of each, and why; one that is the best of several kinds is told once."""
        found: dict[int, list[str]] = {}
        for why, (_, place) in self._best.items():
            found.setdefault(place, []).append(why)
        return {place: " and ".join(reasons) for place, reasons in found.items()}

    def _offer(self, why: str, score: tuple[float, ...], place: int) -> None:
        if why not in self._best or score > self._best[why][0]:
            self._best[why] = score, place
