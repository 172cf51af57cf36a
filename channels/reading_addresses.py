"""Apprise's addresses: one URL names a service, and how to log in and whom to reach there."""

from typing import Any


class Unusable(Exception):
    """Apprise can make nothing of an address. The sentence does not repeat it: it may hold a secret."""

    def __init__(self) -> None:
        super().__init__("the address is none that apprise can read; see the list of its services for the right form")


def plugin_of(address: str) -> Any:
    """Apprise's plugin for the address, set up to send.

    Raises:
        Unusable: there is none.

    """
    # Loaded with the first message: it takes a third of a second, and a worker without a directory never needs it.
    import apprise

    plugin: Any
    try:
        plugin = apprise.Apprise.instantiate(address, suppress_exceptions=True)
    except Exception:
        raise Unusable from None
    if not isinstance(plugin, apprise.NotifyBase):
        raise Unusable
    return plugin
