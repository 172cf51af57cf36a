"""Whether a call comes from whom it says: an HMAC over the body, in the way of the system.

Standard Webhooks are verified by their own library. The other ways differ in the header, the hash and its spelling.
"""

import hmac
from base64 import b64encode
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Literal

from standardwebhooks import Webhook, WebhookVerificationError

from domain.deciding.parsing import read_instant
from domain.errors import DomainError
from domain.value import Value
from people.channels.webhook_secrets import SecretUnusable, keys_in

TOLERANCE = timedelta(minutes=5)
"""How old, or how far ahead, a stamp may be that is signed with the body."""
STANDARD = "standard-webhooks"


class Signature(Value):
    """How a system signs its calls."""

    header: str
    """Where the signature is."""
    algorithm: Literal["sha256", "sha1", "sha512"] = "sha256"
    encoding: Literal["hex", "base64"] = "hex"
    prefix: str = ""
    """What stands before it, such as `sha256=`."""
    timestamp_header: str | None = None
    """Where the stamp is that is signed with the body, written right before it."""


SCHEMES: dict[str, Signature | None] = {
    STANDARD: None,
    "zendesk": Signature(
        header="X-Zendesk-Webhook-Signature",
        encoding="base64",
        timestamp_header="X-Zendesk-Webhook-Signature-Timestamp",
    ),
    "hub-sha256": Signature(header="X-Hub-Signature", prefix="sha256="),
    "hub-sha1": Signature(header="X-Hub-Signature", algorithm="sha1", prefix="sha1="),
}
"""The ways that have a name: Zendesk's, Jira's (`hub-sha256`) and Zammad's (`hub-sha1`)."""


def is_signed(
    signature: Signature | None, secrets: Iterable[str], headers: Mapping[str, str], body: bytes, now: datetime
) -> bool:
    """Whether a call is signed with one of the secrets; by Standard Webhooks, where no other way is given.

    `headers` are known by their names in lower case.
    """
    known = [*secrets]
    if signature is None:
        return any(_is_standard(secret, headers, body) for secret in known)
    return _is_fresh(signature, headers, now) and any(_is_signed(signature, one, headers, body) for one in known)


def _is_standard(secret: str, headers: Mapping[str, str], body: bytes) -> bool:
    try:
        keys = keys_in(secret)
    except SecretUnusable:
        return False
    return any(_is_verified(key, headers, body) for key in keys)


def _is_verified(key: bytes, headers: Mapping[str, str], body: bytes) -> bool:
    try:
        Webhook(key).verify(body, dict(headers), json_parse=False)
    except (WebhookVerificationError, ValueError):
        # A signature that is spelled in no known way raises whatever its decoding does.
        return False
    return True


def _is_signed(signature: Signature, secret: str, headers: Mapping[str, str], body: bytes) -> bool:
    stamp = headers.get(signature.timestamp_header.lower(), "") if signature.timestamp_header else ""
    made = hmac.new(secret.encode(), _bytes(stamp) + body, signature.algorithm)
    spelled = made.hexdigest() if signature.encoding == "hex" else b64encode(made.digest()).decode()
    given = headers.get(signature.header.lower(), "")
    return hmac.compare_digest(f"{signature.prefix}{spelled}".encode(), _bytes(given))


def _bytes(header: str) -> bytes:
    """A header as bytes, whatever stands in it."""
    return header.encode(errors="surrogatepass")


def _is_fresh(signature: Signature, headers: Mapping[str, str], now: datetime) -> bool:
    if signature.timestamp_header is None:
        return True
    try:
        at = read_instant(headers.get(signature.timestamp_header.lower()))
    except DomainError:
        return False
    return at is not None and abs(now.astimezone(UTC) - at) <= TOLERANCE
