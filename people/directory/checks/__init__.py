"""The rules between the parts of a directory file: each check finds faults in what could be read."""

from collections.abc import Iterator, Mapping

from domain.contract.faults import Finding
from domain.contract.library import Library
from people.directory.addresses.trials import Trials
from people.directory.checks import channels, customers, deputies, gateways, posts, teams
from people.directory.draft import Draft


def check(draft: Draft, library: Library, environ: Mapping[str, str]) -> Iterator[Finding]:
    """Every fault between the parts, and beside the contracts that the teams serve.

    Addresses are tried with the variables of `environ`, as far as it has them.
    """
    trials = Trials(environ)
    found = list(gateways.check(draft, trials))
    yield from found
    faulty = {finding.path[1] for finding in found}
    sound = {name: gateway for name, gateway in draft.gateways.items() if name not in faulty}
    yield from channels.check(draft, trials, sound)
    yield from customers.check(draft)
    yield from deputies.check(draft)
    yield from posts.check(draft)
    yield from teams.check(draft, library)
