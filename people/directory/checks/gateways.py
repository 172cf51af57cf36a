"""A gateway reaches many people, so its address says where the recipient stands."""

from collections.abc import Iterator

from domain.contract.faults import Finding, Path
from people.directory.addresses.address import TO
from people.directory.addresses.trials import Trials
from people.directory.checks import addresses
from people.directory.draft import Draft

RECIPIENTS = ("somebody@example.com", "+15550100200", "1234567890", "somebody")
"""What stands for a recipient while a gateway is tried: what one service takes for one, another does not."""


def check(draft: Draft, trials: Trials) -> Iterator[Finding]:
    """Gateways without a place for the recipient, of a kind that has none, or with a faulty address."""
    for name, gateway in draft.gateways.items():
        here: Path = ("gateways", name, "address")
        if gateway.kind == "webhook":
            yield Finding((*here[:-1], "kind"), "a webhook has one recipient", "give it as that recipient's channel")
        elif TO not in gateway.address:
            yield Finding(here, "does not say where the recipient stands", f"write {TO} there")
        else:
            found = list(addresses.check(here, gateway.address.replace(TO, "1234567890"), gateway.kind))
            yield from found or addresses.reaching(here, gateway.address, gateway.kind, trials, RECIPIENTS)
