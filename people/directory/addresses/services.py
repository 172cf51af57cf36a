"""What a service makes of an address: apprise builds it, and says what it left out, which nobody would hear of."""

import logging
import re
import threading
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from people.directory.addresses.mail_people import MailPeople, mail_people
from people.directory.addresses.schemes import manager

MAIL = frozenset({"mailto", "mailtos"})

_LEFT_OUT = re.compile(r"\b(dropp|ignor|invalid|unrecognized|unsupported|is not valid|was not found)", re.IGNORECASE)
_REACHES_ONE = re.compile(r"phone|email|_sms")
"""Targets of this kind are people. Without one, a service writes to its own sender, or to nobody."""
_HAVE_THEIR_OWN = frozenset({"slack", "pbul", "psafer", "psafers", "dingtalk", "join"})
"""Services that such targets only narrow, or that refuse by themselves to have none."""
_MAILERS = frozenset({"azure", "o365", "ses", "smtp2go", "sparkpost"})
"""Services that send mail, and call their targets otherwise."""
_NEED_ONE = frozenset({"tgram", "kakaotalk"})
"""Services that write to whoever wrote to them, or to themselves, where they have no target."""


@dataclass(frozen=True, slots=True)
class Built:
    """What became of an address."""

    plugin: Any
    """Apprise's plugin, set up to send; `None` where there is none."""
    people: MailPeople | None = None
    """Whom it names, where it is mail."""
    named: tuple[str, ...] = ()
    """Its targets, as they stand in it."""
    targets: int = 0
    """How many it would be sent to."""
    by_phone: bool = False
    """Whether its targets are phone numbers."""
    names_somebody: bool = True
    """Whether whoever it would be sent to stands in it, where that has to."""
    left_out: bool = False
    """Whether its service left something out that stands in it."""


def built(address: str) -> Built:
    """What its service makes of an address that is complete. Nothing is sent, and nothing is logged."""
    with _overheard() as warnings:
        read = _taken_apart(address)
        plugin = _instance(read)
    if plugin is None or read is None:
        return Built(None)
    scheme = scheme_of(address)
    if scheme in MAIL:
        people = mail_people(read)
        named = tuple(one.address for one in people.everybody)
        return Built(plugin, people, named, len(named), False, bool(named), not people.all_readable)
    named = tuple(text for one in read.get("targets") or () if (text := str(one).strip()))
    left_out = any(_LEFT_OUT.search(warning) for warning in warnings) or _loses_a_hash(address, read)
    names_somebody = bool(named) or _has_its_own(scheme, plugin)
    return Built(plugin, None, named, len(plugin), reaches_numbers(plugin), names_somebody, left_out)


def missing_packages(address: str) -> tuple[str, ...] | None:
    """The packages that its service needs and that are not installed; `None` where it can be used."""
    service = manager()[scheme_of(address)]
    if service is None or service.enabled:
        return None
    needed = service.requirements.get("packages_required") or ()
    return (needed,) if isinstance(needed, str) else tuple(str(one) for one in needed)


def reaches_numbers(plugin: Any) -> bool:
    """Whether a service's targets are phone numbers."""
    return any("phone" in name and one.get("map_to") == "targets" for name, one in _tokens(plugin))


def reaches_people(plugin: Any, scheme: str) -> bool:
    """Whether they are phone numbers or mail addresses: somebody's own, and no place where many are."""
    people = any(_REACHES_ONE.search(name) and one.get("map_to") == "targets" for name, one in _tokens(plugin))
    return scheme in _MAILERS or (people and scheme not in _HAVE_THEIR_OWN)


def scheme_of(address: str) -> str:
    """What stands before `://`, in small letters."""
    return address.partition("://")[0].lower()


def _taken_apart(address: str) -> Mapping[str, Any] | None:
    from apprise import plugins

    taken_apart: Any = plugins.url_to_dict
    try:
        read: Mapping[str, Any] | None = taken_apart(address)
    except Exception:
        return None
    return read


def _instance(read: Mapping[str, Any] | None) -> Any:
    import apprise

    if read is None:
        return None
    try:
        plugin = apprise.Apprise.instantiate(dict(read), suppress_exceptions=True)
    except Exception:
        return None
    return plugin if isinstance(plugin, apprise.NotifyBase) else None


def _has_its_own(scheme: str, plugin: Any) -> bool:
    """Whether a service without a target in its address writes where it is meant to, and not to its own sender."""
    if scheme == "slack":
        # A webhook has its own channel; a bot without one would write to everybody's.
        return list(plugin.channels) != [plugin.default_notification_channel]
    required = any(name == "targets" and one.get("required") for name, one in _tokens(plugin))
    needs_one = scheme in _NEED_ONE or (required and scheme not in _HAVE_THEIR_OWN)
    return not (needs_one or reaches_people(plugin, scheme))


def _tokens(plugin: Any) -> Iterable[tuple[str, Mapping[str, Any]]]:
    """What apprise documents of the parts of a service's addresses."""
    tokens: Mapping[str, Mapping[str, Any]] = type(plugin).template_tokens
    return tokens.items()


def _loses_a_hash(address: str, read: Mapping[str, Any]) -> bool:
    """Whether an unwritten `#` hides what follows it."""
    if "#" not in address:
        return False
    other = _taken_apart(address.replace("#", "%23"))
    return other is not None and other.get("targets") != read.get("targets")


@contextmanager
def _overheard() -> Iterator[list[str]]:
    """The warnings of apprise, which hold what is in an address: they are looked at, and go nowhere else."""
    heard: list[str] = []
    ours = threading.get_ident()

    def keep(record: logging.LogRecord) -> bool:
        # What another thread sends at the same time is told by the same logger.
        if record.thread != ours:
            return True
        heard.append(record.getMessage())
        return False

    logger = logging.getLogger("apprise")
    logger.addFilter(keep)
    try:
        yield heard
    finally:
        logger.removeFilter(keep)
