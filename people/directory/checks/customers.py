"""A ticket names its customer, and upper and lower case are alike in it."""

from collections.abc import Iterator

from domain.contract.faults import Finding
from people.directory.draft import Draft


def check(draft: Draft) -> Iterator[Finding]:
    """Customers who are there twice."""
    seen: dict[str, str] = {}
    for name in draft.customers:
        before = seen.setdefault(name.casefold(), name)
        if before != name:
            yield Finding(("customers", name), f"is {before!r} once more", "keep one of the two")
