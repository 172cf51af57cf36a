"""An address can be used, and holds the names of its secrets in place of them. None is ever quoted here."""

import re
from collections.abc import Iterator, Sequence
from urllib.parse import parse_qsl, urlsplit

from domain.contract.faults import Finding, Path
from domain.contract.spelling import instead, nearest
from people.directory.addresses import schemes
from people.directory.addresses.address import NAMED, Kind, addressed
from people.directory.addresses.idn import domain_in_ascii, in_ascii
from people.directory.addresses.services import scheme_of
from people.directory.addresses.trials import Trials

NAME_IT = "write the name of a variable in its place, such as ${SMTP_PASSWORD}, and set that where Sundial runs"

_SCHEME = re.compile(r"([A-Za-z0-9.+-]+)://")
_TELLING = re.compile(r"pass|pwd|secret|token|api_?key|signature", re.IGNORECASE)
"""Names in the query of an address that say that a secret follows."""


def check(here: Path, address: str, kind: Kind) -> Iterator[Finding]:
    """An unknown scheme, a secret in clear, a variable that cannot be, or an address that makes no sense."""
    yield from _variables(here, address)
    if NAMED.fullmatch(address):
        return
    scheme = _SCHEME.match(address)
    if scheme is None:
        yield Finding(here, "is no address", "write one that begins with a scheme, such as mailtos:// or slack://")
    elif kind == "webhook":
        yield from _webhook(here, scheme[1].lower(), address)
    elif scheme[1].lower() not in schemes.schemes():
        known = schemes.schemes()
        near = nearest(scheme[1], sorted(known))
        right = instead(scheme[1], near) if near else "use one of apprise's, such as mailtos, slack or pagerduty"
        yield Finding(here, f"the scheme {scheme[1]!r} is not known", right)
    else:
        clear = schemes.parts_in_clear(in_ascii(address)) if scheme[0] != address else None
        if clear is None:
            yield Finding(here, "makes no sense for its scheme", "write it as apprise documents it for that service")
        for part in clear or _in_any_address(address):
            yield _told(here, part)


def reaching(here: Path, address: str, kind: Kind, trials: Trials, recipients: Sequence[str] = ()) -> Iterator[Finding]:
    """An address without other faults that would reach nobody, or somebody else, as far as a trial can tell.

    A gateway is tried with each of some `recipients`, and has a fault where it has one with all of them.
    """
    if whole := NAMED.fullmatch(address):
        address = trials.environ.get(whole[1], "")
    if kind == "webhook":
        yield from _host(here, address)
        return
    if _SCHEME.match(address) is None or scheme_of(address) not in schemes.schemes():
        # Not set yet; or a channel of one's own, which only its own class can read.
        return
    faults = [trials.fault(addressed(address, one), must_reach=one) for one in recipients] or [trials.fault(address)]
    if all(faults) and faults[0] is not None:
        yield Finding(here, *faults[0])


def _host(here: Path, address: str) -> Iterator[Finding]:
    try:
        parts = urlsplit(NAMED.sub("VARIABLE", address))
        host, _ = domain_in_ascii(parts.hostname or ""), parts.port
    except ValueError:
        host = None
    if address and not host:
        yield Finding(here, "names no host", "write it as in https://desk.example.com/hooks/sundial")


def _webhook(here: Path, scheme: str, address: str) -> Iterator[Finding]:
    if scheme not in ("https", "http"):
        yield Finding(here, f"a webhook cannot have the scheme {scheme!r}", "write https://")
    yield from (_told(here, part) for part in _in_any_address(address))


def _in_any_address(address: str) -> Iterator[str]:
    """Parts that are secret by their place or their name, whatever the service."""
    try:
        parts = urlsplit(NAMED.sub("VARIABLE", address))
        password, query = parts.password, parse_qsl(parts.query)
    except ValueError:
        return
    if password and "VARIABLE" not in password:
        yield "password"
    yield from (name for name, value in query if _TELLING.search(name) and "VARIABLE" not in value)


def _told(here: Path, part: str) -> Finding:
    return Finding(here, f"a secret stands in it in clear ({part})", NAME_IT)


def _variables(here: Path, address: str) -> Iterator[Finding]:
    if "$" in NAMED.sub("", address):
        yield Finding(here, "holds a $ that names no variable", "write ${NAME}, or %24 for the character itself")
    for name in NAMED.findall(address):
        if name.upper().startswith("SUNDIAL_"):
            yield Finding(here, f"{name} would be taken for a setting of Sundial", "call the variable something else")
