"""What apprise knows of an address: whether its scheme exists, and which of its parts are secrets."""

from collections.abc import Iterator
from functools import cache
from typing import Any

from people.directory.addresses.address import NAMED

_VARIABLE = "VARIABLE"
_STAND_INS = (_VARIABLE, f"xoxb-1-1-{_VARIABLE}", f"1:{_VARIABLE}")
"""What stands for a variable while an address is taken apart: the form of a token (a Slack bot's, a Telegram bot's) can
decide how the rest is read."""


def schemes() -> frozenset[str]:
    """Every scheme of an address that messages can be sent to, such as mailtos, slack or pagerduty."""
    return frozenset(manager().schemas())


def parts_in_clear(address: str) -> tuple[str, ...] | None:
    """The names of the secret parts that an address holds in clear; `None` where it cannot be taken apart.

    What of an address is secret differs between services, and apprise knows it of each.
    """
    service: Any = manager()[address.partition("://")[0].lower()]
    readings = [service.parse_url(NAMED.sub(stand_in, address)) for stand_in in _STAND_INS]
    clear = [tuple(dict.fromkeys(_clear(service, parts))) for parts in readings if parts is not None]
    return min(clear, key=len, default=None)


def _clear(service: Any, parts: dict[str, Any]) -> Iterator[str]:
    for group in (service.template_tokens, service.template_args, service.template_kwargs):
        for name, about in group.items():
            held = parts.get(about.get("map_to", name))
            if about.get("private") and isinstance(held, str) and held and _VARIABLE not in held.upper():
                yield str(about.get("name", name)).lower()


@cache
def manager() -> Any:
    """What apprise has loaded of its services, each under its schemes."""
    # Loading its services takes apprise a third of a second, and only a check of addresses needs them.
    from apprise.manager_plugins import NotificationManager

    manager: Any = NotificationManager
    return manager()
