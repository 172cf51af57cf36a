"""Where nothing is sent to: this machine, and networks that are not everybody's (a forged request would come from us).

A name is looked up and what it stands for is checked, when a webhook is created and again at each connection, which is
then made to the very address that was checked: what a name stands for can change in between.
"""

import asyncio
import socket
from collections.abc import Awaitable, Callable, Iterator
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

import httpx

from activities.webhooks.refusals import AddressRefused

Resolve = Callable[[str, int], Awaitable[list[str]]]
"""What a name stands for, as addresses. Raises `OSError` where that is not known."""

MOST = 2000
LOOKING_UP = 5.0
"""Seconds to look a name up when a webhook is created; one that is not known then is looked up when it is used."""
NOT_FOR_US = tuple(
    ip_network(network)
    for network in (
        "100.64.0.0/10",
        "192.0.0.0/24",
        "192.88.99.0/24",
        "224.0.0.0/4",
        "64:ff9b:1::/48",
        "3fff::/20",
        "5f00::/16",
        "fec0::/10",
        "ff00::/8",
    )
)
"""Shared, reserved and multicast networks that not every version of Python knows for what they are."""
_NAT64, _COMPATIBLE = ip_network("64:ff9b::/96"), ip_network("::/96")
PRIVATE = (
    "leads to this machine or into a private or reserved network; give one that everybody reaches, or set "
    "SUNDIAL_WEBHOOKS_TO_PRIVATE_ADDRESSES"
)


def read_url(text: str, *, private: bool) -> httpx.URL:
    """The address that a text is. Raises `AddressRefused`; what it leads to is not looked up.

    `private`: whether addresses in private networks, and without TLS, are allowed.
    """
    if len(text) > MOST:
        raise AddressRefused(f"is too long; it can have {MOST:,} characters")
    try:
        url = httpx.URL(text)
        port = url.port
    except (httpx.InvalidURL, ValueError):
        # Half a character is one of these, too.
        raise AddressRefused("cannot be read; write it like https://desk.example.com/hooks/sundial") from None
    if url.scheme not in (("https", "http") if private else ("https",)) or not url.host:
        raise AddressRefused("must begin with https:// and a name; write it like https://desk.example.com/hooks")
    if url.userinfo:
        raise AddressRefused("holds a name or a password; leave them out, each message is signed")
    if url.fragment or not 1 <= (443 if port is None else port) <= 65535:
        raise AddressRefused("has a # or a port that nothing is sent to; leave that out")
    return url


async def require_allowed(url: httpx.URL, *, private: bool, resolve: Resolve | None = None) -> None:
    """Raise `AddressRefused` where it is known by now that an address leads where nothing is sent to."""
    if not private and url.host.rstrip(".").rpartition(".")[2].lower() == "localhost":
        raise AddressRefused(PRIVATE)
    try:
        async with asyncio.timeout(LOOKING_UP):
            await allowed(url, private=private, resolve=resolve)
    except (OSError, TimeoutError):
        return


async def allowed(url: httpx.URL, *, private: bool, resolve: Resolve | None = None) -> list[str]:
    """The addresses that a URL leads to, all of them checked. Raises `AddressRefused`, and `OSError` for no name."""
    found = await (resolve or looked_up)(url.host, url.port or (443 if url.scheme == "https" else 80))
    if any(is_private(address) and (not private or is_link_local(address)) for address in found):
        raise AddressRefused(PRIVATE)
    return found


async def looked_up(host: str, port: int) -> list[str]:
    """What this machine knows a name for, in whatever way it is written. Raises `OSError`."""
    try:
        found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except UnicodeError:
        raise OSError(f"{host[:100]!r} can be no name") from None
    return list(dict.fromkeys(str(address[0]) for *_, address in found))


def is_private(address: str) -> bool:
    """Whether an address is this machine's, or in a network that is not everybody's, or holds one that is."""
    ip = ip_address(address.partition("%")[0])
    held = {ip, *_held(ip)}
    return not all(_is_everybodys(one) for one in held) or any(_is_ours(one) for one in held)


def is_link_local(address: str) -> bool:
    """Whether an address is of this link alone, where a cloud tells its machines their secrets: never allowed."""
    ip = ip_address(address.partition("%")[0])
    return any(one.is_link_local for one in {ip, *_held(ip)})


def _held(ip: IPv4Address | IPv6Address) -> Iterator[IPv4Address]:
    """The addresses of the old kind that one of the new kind stands for, on whatever way."""
    if isinstance(ip, IPv4Address):
        return
    yield from (one for one in (ip.ipv4_mapped, ip.sixtofour, *(ip.teredo or ())) if one is not None)
    if ip in _NAT64 or ip in _COMPATIBLE:
        yield IPv4Address(int(ip) & 0xFFFFFFFF)


def _is_everybodys(ip: IPv4Address | IPv6Address) -> bool:
    if isinstance(ip, IPv6Address) and ip.ipv4_mapped is not None:
        # What it holds decides.
        return True
    return ip.is_global and not ip.is_multicast and not any(ip in network for network in NOT_FOR_US)


def _is_ours(ip: IPv4Address | IPv6Address) -> bool:
    """Whether it is one of this machine's own: what is sent there would leave from the very same address."""
    family = socket.AF_INET if ip.version == 4 else socket.AF_INET6
    with socket.socket(family, socket.SOCK_DGRAM) as nothing_is_sent:
        try:
            nothing_is_sent.connect((str(ip), 9))
            return bool(nothing_is_sent.getsockname()[0] == str(ip))
        except OSError:
            return False
