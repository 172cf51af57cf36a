"""A ticket names its customer, however whoever opens it writes that name."""

from collections.abc import Iterator

from domain.contract.faults import Finding
from domain.text import folded
from people.directory.draft import Draft


def check(draft: Draft) -> Iterator[Finding]:
    """Customers who are there twice."""
    seen: dict[str, str] = {}
    for name in draft.customers:
        before = seen.setdefault(folded(name), name)
        if before != name:
            yield Finding(("customers", name), f"is {before!r} once more", "keep one of the two")
