"""What contracts, plans, levels and priorities are called.

That is what their contract prints; where no contract says more, they are called as they are written.
"""

import re
from collections.abc import Iterator

from activities.journal.listed import Ranks
from domain.contract.library import Library
from domain.showing.standing import Standing

LANGUAGE = "en"
"""The language of the command line."""

_CODE = re.compile(r"[A-Z]+\d+")
"""A priority that is a code is called by it: `P1`."""
_SHORT = frozenset({"uae", "usa", "us", "uk", "eu"})
_SMALL = frozenset({"of", "the", "and"})


class Naming:
    """The names in all contracts at hand."""

    def __init__(self, contracts: Library) -> None:
        self._contracts = contracts

    def contract(self, standing: Standing) -> str:
        """Its contract."""
        found = self._contracts.get(standing.contract)
        return found.name if found else standing.contract

    def plan(self, standing: Standing) -> str:
        """Its plan."""
        found = self._contracts.get(standing.contract)
        return in_words(standing.plan) if found and standing.plan in found.plans else standing.plan

    def theatre(self, standing: Standing) -> str:
        """The theatre that serves it."""
        found = self._contracts.get(standing.contract)
        return in_words(standing.theatre) if found and standing.theatre in found.theatres else standing.theatre

    def level(self, standing: Standing, level: str) -> str:
        """A level of its contract."""
        found = self._contracts.get(standing.contract)
        known = found.levels.get(level) if found else None
        return known.names.get(LANGUAGE, level) if known else level

    def priority(self, standing: Standing) -> str:
        """Its priority: by its code where it has one."""
        found = self._contracts.get(standing.contract)
        known = found.priorities.get(standing.priority) if found else None
        if known is None or _CODE.fullmatch(standing.priority):
            return standing.priority
        return known.names.get(LANGUAGE, standing.priority)

    def label(self, standing: Standing, label: str) -> str:
        """What comes due, as the journal has it, with the level by its name."""
        for before in ("escalation to ", "answer of "):
            head, found, level = label.partition(before)
            if found:
                return f"{head}{before}{self.level(standing, level)}"
        return label.replace("-", " ")

    def ranks(self) -> Ranks:
        """The place of each priority in its contract."""
        return {
            contract.id: {priority: rank for rank, priority in enumerate(contract.priorities)}
            for contract in self._contracts.values()
        }

    def written(self, what: str, name: str | None) -> str | None:
        """How a file writes the contract, level or priority that somebody calls by its name; else what was said."""
        if name is None:
            return None
        called = {slug for slug, names in self._called(what) if name.casefold() in names}
        return called.pop() if len(called) == 1 else name

    def _called(self, what: str) -> Iterator[tuple[str, set[str]]]:
        for contract in self._contracts.values():
            if what == "contract":
                yield contract.id, {contract.name.casefold()}
                continue
            for slug, entry in (contract.levels if what == "level" else contract.priorities).items():
                yield slug, {one.casefold() for one in entry.names.values()}


def in_short(label: str) -> str:
    """What comes due, without the level."""
    for rest in (" to ", " of "):
        label = label.partition(rest)[0]
    return label.partition(",")[0].replace("-", " ")


def in_words(slug: str) -> str:
    """A slug as people write it: `middle-east-uae` is Middle East UAE."""
    words = [part.upper() if part in _SHORT else part if part in _SMALL else part.title() for part in slug.split("-")]
    return " ".join(word for word in words if word) or slug
