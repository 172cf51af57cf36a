"""The webhooks that the database keeps, and what came of each delivery."""

from base64 import b64encode
from collections.abc import Sequence
from datetime import datetime, timedelta
from secrets import token_bytes, token_hex
from typing import Any

import asyncpg

from activities.journal.database import faults_as_sentences
from activities.journal.feed import Feed
from activities.journal.queries import query
from activities.webhooks.addresses import Resolve, read_url, require_allowed
from activities.webhooks.refusals import (
    KINDS,
    NoSuchDelivery,
    NoSuchWebhook,
    TooLong,
    UnknownKind,
    WebhookHasEnded,
)
from activities.webhooks.webhook import DeliveryState, Webhook, WebhookDelivery, WithSecret

BYTES = 32
"""Random bytes of a secret; Standard Webhooks asks for 24 to 64."""
OVERLAP = timedelta(hours=24)
"""How long the earlier secret signs, too, if nothing else is said."""
LONGEST_OVERLAP = 30
"""Days."""
ENDED = "the webhook had ended"


class WebhookStore:
    """Makes, changes and shows webhooks. Every method raises a `DatabaseError` when the database cannot answer.

    Whatever is changed here, the worker sees to it within a second: nothing has to be told to it.
    """

    def __init__(self, pool: asyncpg.Pool, *, private: bool = False, resolve: Resolve | None = None) -> None:
        """Work through these connections. `private`: whether private networks, and no TLS, are allowed."""
        self._pool = pool
        self._private = private
        self._resolve = resolve

    async def create(
        self,
        url: str,
        *,
        at: datetime,
        by: str,
        kinds: Sequence[str] = (),
        customer: str | None = None,
        id_: str | None = None,
    ) -> WithSecret:
        """A new webhook, which is told of what is recorded from now on; under an id that none has, or a new one.

        Raises:
            AddressRefused: nothing is sent to such an address.
            UnknownKind: there is no such event.

        """
        for kind in kinds:
            if kind not in KINDS:
                raise UnknownKind(kind)
        address = read_url(url, private=self._private)
        await require_allowed(address, private=self._private, resolve=self._resolve)
        webhook = Webhook(
            id=id_ or f"wh_{token_hex(8)}",
            url=str(address),
            kinds=tuple(dict.fromkeys(kinds)),
            customer=customer,
            created_at=at,
            created_by=by,
            position=await Feed(self._pool).last(),
        )
        secret = _new_secret()
        given = webhook.model_dump(include={"id", "url", "customer", "created_at", "created_by", "position"})
        await self._fetch("create_webhook", *given.values(), list(webhook.kinds), secret)
        return WithSecret(webhook=webhook, secret=secret)

    async def every(self) -> list[Webhook]:
        """Every webhook, the newest first."""
        return [Webhook(**row) for row in await self._fetch("webhooks", None)]

    async def get(self, id_: str) -> Webhook:
        """One webhook. Raises `NoSuchWebhook`."""
        rows = await self._fetch("webhooks", id_) if _can_be(id_) else []
        if not rows:
            raise NoSuchWebhook(id_)
        return Webhook(**rows[0])

    async def rotate(self, id_: str, *, at: datetime, overlap: timedelta = OVERLAP) -> WithSecret:
        """Another secret. For a time the earlier one signs each message as well.

        Raises `NoSuchWebhook`, `WebhookHasEnded` and `TooLong`.
        """
        if not timedelta(0) <= overlap <= timedelta(days=LONGEST_OVERLAP):
            raise TooLong(LONGEST_OVERLAP)
        await self._living(id_)
        secret = _new_secret()
        await self._fetch("rotate_secret", id_, secret, at + overlap)
        return WithSecret(webhook=await self.get(id_), secret=secret)

    async def end(self, id_: str, *, at: datetime, because: str) -> Webhook:
        """Tell it of nothing more; what was on its way has failed. One that has ended stays as it is.

        Raises `NoSuchWebhook`.
        """
        await self.get(id_)
        with faults_as_sentences():
            async with self._pool.acquire() as connection, connection.transaction():
                # What is listed for it at this moment is listed before the second, or not at all.
                if await connection.fetch(query("end_webhook"), id_, at, because):
                    await connection.execute(query("fail_what_waits"), id_, at, ENDED)
        return await self.get(id_)

    async def delete(self, id_: str) -> None:
        """Forget it, and what came of its deliveries. Raises `NoSuchWebhook`."""
        await self.get(id_)
        await self._fetch("delete_webhook", id_)

    async def deliveries(
        self, id_: str, state: DeliveryState | None = None, *, after: int = 0, limit: int = 100
    ) -> list[WebhookDelivery]:
        """What came of its deliveries behind a position, in order. Raises `NoSuchWebhook`."""
        await self.get(id_)
        rows = await self._fetch("deliveries_of_webhook", id_, state, min(after, 2**63 - 1), limit)
        return [WebhookDelivery(**row) for row in rows]

    async def resend(self, id_: str, position: int, *, at: datetime) -> WebhookDelivery:
        """Send one event again, under the same id. What waits already goes on waiting.

        Raises `NoSuchWebhook`, `WebhookHasEnded` and `NoSuchDelivery`.
        """
        await self._living(id_)
        if not 0 < position < 2**63:
            raise NoSuchDelivery(id_, position)
        await self._fetch("resend_delivery", id_, position, at)
        rows = await self._fetch("deliveries_of_webhook", id_, None, position - 1, 1)
        if not rows or rows[0]["position"] != position:
            raise NoSuchDelivery(id_, position)
        return WebhookDelivery(**rows[0])

    async def resend_failed(self, id_: str, *, at: datetime) -> int:
        """Send all that failed again. Answers how many. Raises `NoSuchWebhook` and `WebhookHasEnded`."""
        await self._living(id_)
        return len(await self._fetch("resend_failed", id_, at))

    async def _living(self, id_: str) -> None:
        webhook = await self.get(id_)
        if webhook.ended_at is not None:
            raise WebhookHasEnded(id_, webhook.ended_because or "")

    async def _fetch(self, name: str, *arguments: Any) -> list[asyncpg.Record]:
        with faults_as_sentences():
            rows: list[asyncpg.Record] = await self._pool.fetch(query(name), *arguments)
        return rows


def _new_secret() -> str:
    return f"whsec_{b64encode(token_bytes(BYTES)).decode()}"


def _can_be(id_: str) -> bool:
    """Whether a text can be the id of a webhook; the database refuses some that cannot."""
    return id_.isascii() and id_.isprintable()
