"""What every signed webhook has, after Standard Webhooks: its headers, and how long it is asked to wait."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from standardwebhooks import Webhook


def wall_clock() -> datetime:
    """The time that a signature is made at: a receiver refuses one that is minutes old."""
    return datetime.now(UTC)


def signed(id_: str, at: datetime, body: str, keys: Iterable[bytes]) -> dict[str, str]:
    """The headers of a message, signed with each of the keys."""
    signatures = [Webhook(key).sign(msg_id=id_, timestamp=at, data=body) for key in keys]
    return {
        "content-type": "application/json",
        "user-agent": "Sundial",
        "webhook-id": id_,
        "webhook-timestamp": str(int(at.timestamp())),
        "webhook-signature": " ".join(signatures),
    }


def asked_to_wait(retry_after: str | None, now: datetime) -> timedelta | None:
    """How long a `Retry-After` asks for, in seconds or as a date; one that cannot be read asks for nothing."""
    if retry_after is None:
        return None
    try:
        seconds = float(retry_after) if retry_after.strip().isdigit() else _until(retry_after, now)
        return timedelta(seconds=max(seconds, 0))
    except (ValueError, OverflowError, TypeError):
        return None


def _until(date: str, now: datetime) -> float:
    return (parsedate_to_datetime(date) - now).total_seconds()
