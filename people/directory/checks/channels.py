"""Each channel has an address of its own or goes through a gateway, and a webhook has a secret to sign with."""

from collections.abc import Iterator, Mapping

from domain.contract.faults import Finding, Path
from domain.contract.spelling import instead
from people.directory.addresses.address import NAMED, addressed
from people.directory.addresses.trials import Trials
from people.directory.checks import addresses
from people.directory.draft import Draft
from people.directory.people import ChannelEntry, GatewayEntry


def check(draft: Draft, trials: Trials, sound: Mapping[str, GatewayEntry]) -> Iterator[Finding]:
    """What is missing or too much on a channel, unknown gateways, faulty addresses, and those that reach nobody.

    `sound`: the gateways without a fault, through which recipients are tried.
    """
    for place, entry in draft.reachable():
        for name, channel in entry.channels.items():
            here: Path = (*place, "channels", name)
            if channel.through is None:
                yield from _own(here, channel, trials)
            else:
                yield from _through(here, channel, draft, trials, sound)


def _own(here: Path, channel: ChannelEntry, trials: Trials) -> Iterator[Finding]:
    if channel.address is None:
        yield Finding((*here, "address"), "is missing", "add it, or the gateway that it goes through")
    if channel.kind is None:
        yield Finding((*here, "kind"), "is missing", "add mail, chat, sms, pager or webhook")
    if channel.to is not None:
        yield Finding((*here, "to"), "goes with a gateway", "add the gateway as through, or leave it out")
    if channel.kind == "webhook":
        if channel.secret is None:
            yield Finding((*here, "secret"), "is missing", "name the variable that it is signed with, as ${NAME}")
        elif not NAMED.fullmatch(channel.secret):
            yield Finding((*here, "secret"), "stands there in clear", addresses.NAME_IT)
    elif channel.secret is not None:
        yield Finding((*here, "secret"), "is for webhooks alone", "leave it out")
    if channel.address is not None and channel.kind is not None:
        found = list(addresses.check((*here, "address"), channel.address, channel.kind))
        yield from found or addresses.reaching((*here, "address"), channel.address, channel.kind, trials)


def _through(
    here: Path, channel: ChannelEntry, draft: Draft, trials: Trials, sound: Mapping[str, GatewayEntry]
) -> Iterator[Finding]:
    assert channel.through is not None
    if channel.through not in draft.named_gateways:
        wrong = f"there is no gateway {channel.through!r}"
        right = instead(channel.through, draft.named_gateways) if draft.named_gateways else "add it under gateways"
        yield Finding((*here, "through"), wrong, right)
    if channel.to is None:
        yield Finding((*here, "to"), "is missing", "add whom the gateway is to reach")
    elif "${" in channel.to:
        yield Finding((*here, "to"), "names a variable", "write it out: a recipient is no secret")
    elif gateway := sound.get(channel.through):
        address = addressed(gateway.address, channel.to)
        yield from addresses.reaching((*here, "to"), address, gateway.kind, trials)
    for name in ("kind", "address", "secret"):
        if getattr(channel, name) is not None:
            yield Finding((*here, name), "is the gateway's to say", "leave it out")
