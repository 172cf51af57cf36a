"""The rules between the parts of a contract file: each check finds faults in what could be read."""

from collections.abc import Callable, Collection, Iterator

from domain.contract.checks import calendars, ladder, references, sources, targets, times
from domain.contract.checks.draft import Draft
from domain.contract.faults import Finding


def check(
    draft: Draft, countries: Collection[str], holidays_of: Callable[[str], Collection[str]] | None
) -> Iterator[Finding]:
    """Every fault between the parts; `countries` are those whose public holidays are known, `holidays_of` by name."""
    yield from references.check(draft)
    yield from sources.check(draft)
    yield from calendars.check(draft, countries, holidays_of)
    yield from targets.check(draft)
    yield from ladder.check(draft)
    yield from times.check(draft)
