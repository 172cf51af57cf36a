"""The secrets that webhooks are signed with: `whsec_` and base64, as Standard Webhooks has them.

A signature made with other bytes than the receiver's looks like any other, and nobody finds out why it is refused. So
a secret is decoded as strictly as it is meant, and measured, before anything is signed with it.
"""

import binascii
from collections.abc import Iterable, Mapping

from people.directory.addresses.address import NAMED, Channel

PREFIX = "whsec_"
SHORTEST = 24
"""Bytes of a key, at least, as the convention asks."""
RIGHT = f"write {PREFIX} and at least {SHORTEST} bytes in base64, and nothing around it"
_QUOTES = "\"'`“”‘’«»"


class SecretUnusable(Exception):
    """A text that no message can be signed with. Its sentence tells nothing of it but what is wrong."""


def keys_in(secret: str) -> list[bytes]:
    """The keys of a secret: one, or two with a space between. Raises `SecretUnusable`."""
    keys = [_key(written) for written in secret.split()]
    if not keys:
        raise SecretUnusable("is blank")
    return keys


def unusable(channels: Iterable[Channel], environ: Mapping[str, str]) -> list[str]:
    """A sentence for each variable that a webhook names and that holds no secret. What is not set is told elsewhere."""
    names = {name for one in channels for name in NAMED.findall(one.secret or "")}
    found = []
    for name in sorted(names):
        if held := environ.get(name):
            try:
                keys_in(held)
            except SecretUnusable as fault:
                found.append(f"{name} is no secret that a webhook can be signed with: it {fault}; {RIGHT}")
    return found


def _key(written: str) -> bytes:
    if written[0] in _QUOTES or written[-1] in _QUOTES:
        raise SecretUnusable("stands in quotes")
    text = written.removeprefix(PREFIX).rstrip("=")
    if "_" in text or "," in text:
        raise SecretUnusable(f"has something else before its base64 than {PREFIX}, or is not base64")
    try:
        key = binascii.a2b_base64(text + "=" * (-len(text) % 4), strict_mode=True)
    except (binascii.Error, ValueError):
        raise SecretUnusable("is not base64") from None
    if len(key) < SHORTEST:
        raise SecretUnusable(f"is a key of {len(key)} bytes")
    return key
