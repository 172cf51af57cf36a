"""Keeping secrets: what stands for `${NAME}` in an address is read by the receiver and by nobody else."""

import json
import logging
from collections.abc import Iterable, Mapping
from urllib.parse import quote

from people.directory.addresses.address import NAMED, Channel

SHORTEST = 4
"""A value of fewer characters is no secret, and taking it out of a log would leave nothing to read."""
HIDDEN = "[hidden]"
TALKATIVE = ("apprise", "httpx", "httpcore", "urllib3", "requests")
"""Libraries whose logs hold addresses."""


def secrets_in(channels: Iterable[Channel], environ: Mapping[str, str]) -> frozenset[str]:
    """The values that must not be read anywhere, in all the ways in which they may be written."""
    names = {name for one in channels for name in NAMED.findall(f"{one.address} {one.secret or ''}")}
    values = {environ.get(name, "") for name in names}
    return frozenset(spelled for value in values if len(value) >= SHORTEST for spelled in _spellings(value))


def _spellings(value: str) -> tuple[str, ...]:
    """As it is, as an address has it, and as it stands in JSON and in Python's own notation."""
    return value, quote(value, safe=""), json.dumps(value)[1:-1], repr(value)[1:-1]


def not_set(channels: Iterable[Channel], environ: Mapping[str, str]) -> list[str]:
    """The variables that addresses name and that hold nothing."""
    names = {name for one in channels for name in NAMED.findall(f"{one.address} {one.secret or ''}")}
    return sorted(name for name in names if not environ.get(name))


def without(secrets: Iterable[str], text: str) -> str:
    """The text with every secret taken out, the longest first, as one may hold another."""
    for secret in sorted(secrets, key=len, reverse=True):
        text = text.replace(secret, HIDDEN)
    return text


class Discreet(logging.Formatter):
    """A log's formatter that takes secrets out of what another has formatted, tracebacks included."""

    def __init__(self, inner: logging.Formatter, secrets: frozenset[str]) -> None:
        super().__init__()
        self._inner = inner
        self._secrets = secrets

    def format(self, record: logging.LogRecord) -> str:
        """The record's line without the secrets."""
        return without(self._secrets, self._inner.format(record))


def keep_out_of_logs(secrets: frozenset[str]) -> None:
    """Let this process's log handlers take the secrets out, and keep the senders' libraries from telling addresses."""
    for handler in logging.getLogger().handlers:
        if secrets:
            handler.setFormatter(Discreet(handler.formatter or logging.Formatter(), secrets))
    for name in TALKATIVE:
        logger = logging.getLogger(name)
        logger.propagate = False
        # What matters of a warning is in the outcome; apprise's entries come to us by another way.
        logger.setLevel(logging.WARNING)
        if not logger.handlers:
            logger.addHandler(logging.NullHandler())
