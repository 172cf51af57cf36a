"""Posting a message to a webhook, at an address that was checked."""

import asyncio
import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

import httpx

from activities.webhooks.addresses import Resolve, allowed, read_url
from activities.webhooks.refusals import AddressRefused

PATIENCE = 20.0
"""Seconds for a receiver to answer; Standard Webhooks recommends 15 to 30."""


@dataclass(frozen=True)
class Answer:
    """What a receiver said, or why it said nothing. It holds nothing of the address, which may be a secret."""

    status: int | None = None
    retry_after: str | None = None
    why: str = ""

    @property
    def is_taken(self) -> bool:
        """Whether the message has arrived."""
        return self.status is not None and 200 <= self.status < 300


class Posting:
    """Posts messages. No redirect and no proxy is followed: each leads to an address that nobody has checked."""

    def __init__(
        self,
        *,
        private: bool = False,
        patience: float = PATIENCE,
        resolve: Resolve | None = None,
        trust: ssl.SSLContext | None = None,
    ) -> None:
        """`private`: whether addresses in private networks, and without TLS, are allowed."""
        self._private = private
        self._patience = patience
        self._resolve = resolve
        self._trust = trust

    async def post(self, url: str, headers: Mapping[str, str], body: bytes) -> Answer:
        """Post a message. It answers within the time of one attempt, whatever the other side does."""
        try:
            async with asyncio.timeout(self._patience):
                return await self._posted(read_url(url, private=self._private), headers, body)
        except TimeoutError:
            return Answer(why=f"it did not answer within {self._patience:.0f} s")
        except AddressRefused as refused:
            return Answer(why=refused.sentence)
        except httpx.HTTPError as fault:
            return Answer(why=f"it cannot be reached ({type(fault).__name__})")
        except OSError:
            return Answer(why="its name is not known here")

    async def _posted(self, url: httpx.URL, headers: Mapping[str, str], body: bytes) -> Answer:
        addresses = await allowed(url, private=self._private, resolve=self._resolve)
        # A connection is for one message: one that is kept was made for the name of another webhook, perhaps.
        transport = httpx.AsyncHTTPTransport(
            verify=self._trust or _trust(), trust_env=False, limits=httpx.Limits(max_keepalive_connections=0)
        )
        async with httpx.AsyncClient(transport=transport, timeout=self._patience, trust_env=False) as client:
            for number, address in enumerate(addresses, start=1):
                try:
                    return await self._at(client, url, address, headers, body)
                except (httpx.ConnectError, httpx.ConnectTimeout):
                    if number == len(addresses):
                        raise
        return Answer(why="its name stands for no address")

    async def _at(
        self, client: httpx.AsyncClient, url: httpx.URL, address: str, headers: Mapping[str, str], body: bytes
    ) -> Answer:
        request = client.build_request("POST", url, headers=dict(headers), content=body)
        # The name stays in the header and in what the certificate must be for.
        request.extensions["sni_hostname"] = url.host
        request.url = url.copy_with(host=address.partition("%")[0])
        answer = await client.send(request, stream=True)
        try:
            # What it says beside that is nothing to us, and may be endless.
            return Answer(answer.status_code, answer.headers.get("retry-after"))
        finally:
            await answer.aclose()


@cache
def _trust() -> ssl.SSLContext:
    return httpx.create_ssl_context()
