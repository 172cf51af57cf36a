"""The rules between the parts of a directory file: each check finds faults in what could be read."""

from collections.abc import Iterator

from directory.checks import channels, customers, deputies, gateways, posts, teams
from directory.draft import Draft
from domain.contract.faults import Finding
from domain.contract.library import Library


def check(draft: Draft, library: Library) -> Iterator[Finding]:
    """Every fault between the parts, and beside the contracts that the teams serve."""
    yield from gateways.check(draft)
    yield from channels.check(draft)
    yield from customers.check(draft)
    yield from deputies.check(draft)
    yield from posts.check(draft)
    yield from teams.check(draft, library)
