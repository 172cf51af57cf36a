"""Addresses with the names of their secrets in them, which are put in at the moment of sending and never before."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal
from urllib.parse import quote

from people.directory.addresses.errors import MissingVariable
from people.directory.addresses.idn import in_ascii

Kind = Literal["mail", "chat", "sms", "pager", "webhook"]

TO = "{to}"
"""Where a gateway's address names the recipient."""

NAMED = re.compile(r"\$\{([A-Za-z_][A-Za-z0-9_]*)\}")
"""Where an address names a variable of the environment: `${SMTP_PASSWORD}`."""


@dataclass(frozen=True, slots=True)
class Address:
    """A channel's address, ready to send to. It holds secrets, so its text shows none of it."""

    channel: str
    kind: Kind
    url: str = field(repr=False)
    secret: str | None = field(default=None, repr=False)
    """What a webhook's messages are signed with."""


@dataclass(frozen=True, slots=True)
class Channel:
    """One way to reach one person. Its texts hold the names of secrets, never secrets."""

    name: str
    kind: Kind
    address: str
    """An address in the form of apprise, or a webhook's; `${NAME}` stands for a variable of the environment."""
    secret: str | None = None
    """The variable, as `${NAME}`, with the secret that a webhook's messages are signed with."""
    rate: float | None = None
    """Messages a minute, at most, to this person."""
    gateway: str | None = None
    """The gateway that it goes through, which may have a rate of its own."""

    def opened(self, environ: Mapping[str, str], person: str) -> Address:
        """The address with its variables put in. Raises `MissingVariable`.

        A variable that is the whole address is taken as it is. Any other is one value in an address, and is
        written there as addresses write it: a password may hold an @ or a slash.
        """
        whole = NAMED.fullmatch(self.address) is not None

        def value(found: re.Match[str]) -> str:
            if not (held := environ.get(found[1])):
                raise MissingVariable(found[1], self.name, person)
            return held

        def written(found: re.Match[str]) -> str:
            return value(found) if whole else quote(value(found), safe="")

        secret = None if self.secret is None else NAMED.sub(value, self.secret)
        # Before a password is in it, which may look like a domain; but for an address that comes as a whole.
        url = in_ascii(NAMED.sub(written, self.address)) if whole else NAMED.sub(written, in_ascii(self.address))
        return Address(self.name, self.kind, url, secret)


def addressed(pattern: str, to: str) -> str:
    """A gateway's address for one recipient."""
    return pattern.replace(TO, quote(to, safe=""))
