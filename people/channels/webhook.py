"""Webhooks for systems, signed after the Standard Webhooks convention, so that a receiver knows who speaks.

Two secrets with a space between sign both, for the time in which a receiver changes from one to the other.
"""

import asyncio
import json
from collections.abc import Callable
from datetime import datetime

import httpx

from people.channels.envelope import Envelope
from people.channels.outcome import Never, Outcome, Sent, TryAgain
from people.channels.signing import asked_to_wait, signed, wall_clock
from people.channels.webhook_secrets import RIGHT, SecretUnusable, keys_in
from people.directory.addresses.address import Address

PATIENCE = 20.0
"""Seconds for a receiver to answer; the convention recommends 15 to 30."""
FOR_GOOD = frozenset({400, 401, 403, 405, 413, 415, 422})
GONE = 410


class WebhookChannel:
    """Posts the facts of a message as JSON, under a `webhook-id` that stays."""

    def __init__(self, *, clock: Callable[[], datetime] = wall_clock, patience: float = PATIENCE) -> None:
        self._clock = clock
        self._patience = patience

    async def send(self, address: Address, envelope: Envelope) -> Outcome:
        """Post it. 2xx is taken, 410 ends the address for good; redirects are not followed."""
        body = json.dumps(envelope.facts, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
        try:
            keys = keys_in(address.secret or "")
        except SecretUnusable as fault:
            return Never(f"the webhook's secret is not usable: it {fault}; {RIGHT}")
        headers = signed(envelope.id, self._clock(), body, keys)
        try:
            # What it says beside the status is nothing to us, and may be endless.
            async with (
                asyncio.timeout(self._patience),
                httpx.AsyncClient(timeout=self._patience) as client,
                client.stream("POST", address.url, content=body.encode(), headers=headers) as answer,
            ):
                return _judged(answer.status_code, answer.headers.get("retry-after"), self._clock())
        except TimeoutError:
            return TryAgain(f"the webhook did not answer within {self._patience:.0f} s")
        except (httpx.UnsupportedProtocol, httpx.InvalidURL):
            return Never("the webhook's address is not usable; it must begin with https:// or http://")
        except httpx.HTTPError as fault:
            return TryAgain(f"the webhook cannot be reached ({type(fault).__name__})")


def _judged(status: int, retry_after: str | None, now: datetime) -> Outcome:
    if 200 <= status < 300:
        return Sent()
    if status == GONE:
        return Never("the webhook is gone (410); it is not tried again until its address is another", gone=True)
    why = f"the webhook answered {status}"
    if status in FOR_GOOD or 300 <= status < 400:
        return Never(why)
    return TryAgain(why, after=asked_to_wait(retry_after, now))
