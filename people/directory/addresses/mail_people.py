"""Whom an address of mail names. Read strictly, as a part of a mail address is a mail address too, of somebody else.

Apprise takes `o'brien@example.com` for `brien@example.com`, and drops what it can make nothing of; so who gets a mail
is read here, and only how the server is reached is left to it.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from people.directory.addresses.idn import domain_in_ascii

_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9_-]{0,61}[A-Za-z0-9])?"
_DOMAIN = re.compile(rf"(?:{_LABEL}\.)*{_LABEL}\.?|\[[0-9A-Fa-f:.]+\]")
_LOCAL = re.compile(r"[^\s@<>(),:;\"\[\]\\\x00-\x1f\x7f-\x9f]+|\"[^\"\\\r\n]+\"")
_NAMED = re.compile(r"\s*[\"']?(?P<name>[^<>\"]*?)[\"']?\s*<\s*(?P<mail>[^<>]*?)\s*>\s*")
_COLON = re.compile(r"\s*[\"']?(?P<name>[^:@<>\"]+?)[\"']?\s*:\s*(?P<mail>\S+@\S+)\s*")
_QUOTED = re.compile(r'("[^"]*")')
LONGEST = 254
"""Characters that a mail address can have."""
LONGEST_NAMED = 600
"""And one with a name before it."""


@dataclass(frozen=True, slots=True)
class Mailbox:
    """One mail address, its domain in ASCII, and the name before it."""

    local: str
    domain: str
    name: str = ""

    @property
    def address(self) -> str:
        """As SMTP has it."""
        return f"{self.local}@{self.domain}"


@dataclass(frozen=True, slots=True)
class MailPeople:
    """Whom a mail goes to, and whether something stands there that is no mail address."""

    to: tuple[Mailbox, ...]
    cc: tuple[Mailbox, ...]
    bcc: tuple[Mailbox, ...]
    reply_to: tuple[Mailbox, ...]
    sender: Mailbox | None
    """As the address writes it out; `None` where it follows from the login."""
    all_readable: bool

    @property
    def everybody(self) -> tuple[Mailbox, ...]:
        """Each who gets it, once."""
        return tuple({one.address: one for one in (*self.to, *self.cc, *self.bcc)}.values())


def mail_people(read: Mapping[str, Any]) -> MailPeople:
    """Whom an address names that apprise has taken apart."""
    named = [_mailboxes(_texts(read.get(part))) for part in ("targets", "cc", "bcc", "reply_to")]
    to, cc, bcc, reply_to = (tuple(one for one in found if one is not None) for found in named)
    written = str(read.get("from_addr") or "")
    sender = mailbox(written) if "@" in written else None
    # A semicolon parts the arguments of an address, and what follows it is then the name of one.
    lost = any("@" in name for name in read.get("qsd", ()))
    readable = not lost and not any(None in found for found in named) and not ("@" in written and sender is None)
    return MailPeople(to, cc, bcc, reply_to, sender, readable)


def mailbox(written: str) -> Mailbox | None:
    """One mail address, with a name before it or none; `None` where it is no such thing."""
    if len(written) > LONGEST_NAMED:
        return None
    found = _NAMED.fullmatch(written) or _COLON.fullmatch(written)
    name, address = (found["name"].strip(), found["mail"]) if found else ("", written.strip())
    local, at, domain = address.rpartition("@")
    domain = domain_in_ascii(domain) or ""
    if not at or not _LOCAL.fullmatch(local) or not _DOMAIN.fullmatch(domain) or len(address) > LONGEST:
        return None
    if not local.startswith('"') and (local.startswith(".") or local.endswith(".")):
        return None
    return Mailbox(local, domain.rstrip("."), name)


def _texts(part: Any) -> list[str]:
    return [part] if isinstance(part, str) else [str(one) for one in part or ()]


def _mailboxes(texts: Iterable[str]) -> list[Mailbox | None]:
    pieces = [piece.strip() for text in texts for piece in _apart(text)]
    addresses = [one for piece in pieces if piece for one in _singly(piece)]
    return [mailbox(address) for address in addresses]


def _apart(text: str) -> list[str]:
    """What commas and semicolons part, but for those in quotes."""
    # Every second part is in quotes, and what parts addresses is hidden there while it is looked for elsewhere.
    parts = _QUOTED.split(text)
    parts[::2] = [part.replace(",", "\x00").replace(";", "\x00") for part in parts[::2]]
    return "".join(parts).split("\x00")


def _singly(piece: str) -> list[str]:
    """Addresses that only a blank parts; a name before one is no address."""
    if "<" in piece or ":" in piece or '"' in piece:
        return [piece]
    words = piece.split()
    return words if all("@" in word for word in words) else [piece]
