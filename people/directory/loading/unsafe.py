"""Channels that work and are not safe: messages or passwords that others can read on their way.

No fault, as a network may be one's own; it is named where the directory is read, and never quotes an address.
"""

import ipaddress
import logging
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

from contracts.yaml_file import Unreadable, YamlFile
from domain.contract.faults import Fault, Finding, written
from domain.contract.faults import Path as Place
from people.directory.addresses.address import NAMED, TO, Kind
from people.directory.draft import Draft, read

UNKNOWN = "VARIABLE"
"""What stands for a variable that is not set."""
ELSEWHERE = ("cloud", "official")
"""Modes of services in which the host of an address is none: they go to the maker's own, over TLS."""

UNCHECKED = (
    "turns certificate checks off",
    "leave `verify` out; a receiver of your own needs a certificate that is trusted",
)


def unsafe(path: Path, environ: Mapping[str, str]) -> tuple[Fault, ...]:
    """What is not safe in a directory file, with the line; nothing where the file cannot be read.

    Variables that are set in `environ` are looked into.
    """
    try:
        file = YamlFile(path)
    except (Unreadable, OSError):
        return ()
    if not isinstance(file.plain, dict):
        return ()
    draft, _ = read(file.plain)
    return tuple(
        Fault(path.name, file.line_of(one.path), written(one.path), one.wrong, one.right)
        for one in findings(draft, environ)
    )


def findings(draft: Draft, environ: Mapping[str, str]) -> Iterator[Finding]:
    """What is not safe in as much of a directory as can be read."""
    for here, kind, address in _addresses(draft):
        for wrong, right in _unsafe(kind, _opened(address, environ)):
            yield Finding(here, wrong, right)


def _addresses(draft: Draft) -> Iterator[tuple[Place, Kind | None, str]]:
    for name, gateway in draft.gateways.items():
        yield ("gateways", name, "address"), gateway.kind, gateway.address.replace(TO, "1234567890")
    for place, entry in draft.reachable():
        for name, channel in entry.channels.items():
            if channel.address is not None:
                yield (*place, "channels", name, "address"), channel.kind, channel.address


def _opened(address: str, environ: Mapping[str, str]) -> str:
    if whole := NAMED.fullmatch(address):
        return environ.get(whole[1], "")
    return NAMED.sub(lambda found: quote(environ.get(found[1]) or UNKNOWN, safe=""), address)


def _unsafe(kind: Kind | None, address: str) -> Iterator[tuple[str, str]]:
    scheme = address.partition("://")[0].lower()
    if kind == "webhook" or scheme in ("http", "https"):
        yield from _unsafe_webhook(scheme, address)
    elif scheme in ("mailto", "mailtos"):
        yield from _unsafe_mail(address)
    else:
        yield from _unsafe_service(scheme, address)


def _unsafe_webhook(scheme: str, address: str) -> Iterator[tuple[str, str]]:
    try:
        parts = urlsplit(address)
        host, password = parts.hostname, parts.password
    except ValueError:
        return
    if scheme == "http" and not _is_here(host):
        wrong = "posts to http://, where others can read it on its way"
        yield wrong + (", the password too" if password else ""), "write https://"


def _unsafe_mail(address: str) -> Iterator[tuple[str, str]]:
    # Loading it takes a third of a second.
    import apprise

    with _silent():
        plugin: Any = apprise.Apprise.instantiate(address, suppress_exceptions=True)
    if plugin is None:
        return
    if plugin.secure_mode == "insecure":
        if plugin.password and not _is_here(plugin.smtp_host):
            right = "write mailtos://, which encrypts, and no mode=insecure"
            yield "sends a password in the clear to the mail server", right
    elif not plugin.verify_certificate:
        yield UNCHECKED


def _unsafe_service(scheme: str, address: str) -> Iterator[tuple[str, str]]:
    from apprise.manager_plugins import NotificationManager

    manager_of_services: Any = NotificationManager
    manager = manager_of_services()
    if scheme not in manager.schemas():
        return
    service = manager[scheme]
    with _silent():
        parts = service.parse_url(address) or {}
    secure = _names(service.secure_protocol)
    if scheme in _names(service.protocol) and secure:
        if parts and parts.get("mode") not in ELSEWHERE and not _is_here(parts.get("host")):
            yield (
                "is not encrypted, and others can read on its way what it says and its secrets",
                f"write {secure[0]}://",
            )
    elif parts.get("verify") is False:
        yield UNCHECKED


def _names(protocol: Any) -> tuple[str, ...]:
    return (protocol,) if isinstance(protocol, str) else tuple(protocol or ())


def _is_here(host: str | None) -> bool:
    """Whether a host is this machine, which what is sent does not leave."""
    if host is None:
        return False
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host.rstrip(".").lower() == "localhost"


@contextmanager
def _silent() -> Iterator[None]:
    """Apprise logs addresses that it cannot read, secrets and all."""
    logger = logging.getLogger("apprise")
    before, logger.disabled = logger.disabled, True
    try:
        yield
    finally:
        logger.disabled = before
