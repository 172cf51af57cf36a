"""Domains with an umlaut, as the network has them: `münchen.example` is `xn--mnchen-3ya.example` there.

Only what stands where a domain stands is written anew: the host of an address, and what follows the @ of a mail
address in its path or its query. A password is left as it is.
"""

import re
from urllib.parse import quote, unquote

import idna

MAILS = frozenset({"to", "cc", "bcc", "from", "reply"})
"""The keys of an address's query that hold mail addresses."""
HOSTS = frozenset({"smtp"})
"""And those that hold a host."""

_PARTS = re.compile(
    r"(?P<scheme>[A-Za-z0-9.+-]+://)(?P<authority>[^/?#]*)(?P<path>[^?]*)(?P<query>(?:\?.*)?)", re.DOTALL
)
_AFTER_AT = re.compile(r"(?<=@)[^\s,;:<>\"'()@/\[\]]+")
_SAFE = "${}@,;:<>+=!&'()*\"# "
"""Written back as they stood: an address that apprise reads needs them no other way."""


def domain_in_ascii(domain: str) -> str | None:
    """A domain as the network has it; `None` for what can be none."""
    if domain.isascii():
        return domain
    try:
        return idna.encode(domain, uts46=True).decode()
    except idna.IDNAError:
        return None


def in_ascii(address: str) -> str:
    """The address with its domains as the network has them. What can be no domain stays, and its service refuses it."""
    parts = _PARTS.fullmatch(address)
    if parts is None:
        return address
    path = "/".join(_mails(segment) for segment in parts["path"].split("/"))
    query = "&".join(_argument(one) for one in parts["query"].split("&"))
    return f"{parts['scheme']}{_authority(parts['authority'])}{path}{query}"


def _authority(authority: str) -> str:
    login, at, place = authority.rpartition("@")
    host, colon, port = place.partition(":")
    return f"{login}{at}{_host(host)}{colon}{port}"


def _argument(argument: str) -> str:
    name, equals, value = argument.partition("=")
    key = name.lstrip("?").lower()
    if key in MAILS:
        return f"{name}{equals}{_mails(value)}"
    return f"{name}{equals}{_host(value)}" if key in HOSTS else argument


def _host(written: str) -> str:
    host = unquote(written)
    # What has no dot may be a token of its service, which would be another one in other letters.
    if host.isascii() or "." not in host:
        return written
    return domain_in_ascii(host) or written


def _mails(written: str) -> str:
    text = unquote(written)
    if text.isascii():
        return written
    changed = _AFTER_AT.sub(lambda found: domain_in_ascii(found[0]) or found[0], text)
    return written if changed == text else quote(changed, safe=_SAFE)
