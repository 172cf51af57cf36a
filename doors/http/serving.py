"""The API as a server: it listens, answers until it is told to stop, and ends what it has begun."""

import asyncio
import os
import socket
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass

import uvicorn
from temporalio.client import Client

from activities.journal.database import open_pool
from activities.journal.feed import Feed
from activities.journal.reader import JournalReader
from activities.webhooks.store import WebhookStore
from domain.contract.library import Library
from doors.access.jwt import Jwts
from doors.access.tokens import Tokens as AccessTokens
from doors.application.reach import Reach
from doors.application.reading import now
from doors.hooks.loading import load_all as load_hooks
from doors.hooks.loading import secrets_of
from doors.hooks.receiving import Receiver
from doors.http.app import create_app
from doors.http.frame.backend import Backend
from people.channels.secrets import keep_out_of_logs
from people.directory.loading.loader import load
from runtime.errors import ServerError
from runtime.settings import Settings
from runtime.temporal.tickets import Tickets

FIRST_PORT, PORTS = 8180, 50
CONNECTIONS = 10


class PortTaken(ServerError):
    """The API cannot listen where it should."""

    def __init__(self, host: str, port: int, why: str) -> None:
        super().__init__(
            f"The API cannot listen at {host}, port {port} ({why}); set SUNDIAL_API_HOST or SUNDIAL_API_PORT to "
            "another one."
        )


@dataclass(frozen=True, slots=True)
class Listening:
    """Where the API is."""

    url: str


@asynccontextmanager
async def backend(
    settings: Settings,
    client: Client,
    database_url: str,
    library: Library,
    *,
    environ: Mapping[str, str] = os.environ,
) -> AsyncIterator[Backend]:
    """What the API works with. Faults in its files are raised as they are."""
    directory = load(settings.directory, library) if settings.directory else None
    hooks = load_hooks(settings.hooks, library, environ)
    keep_out_of_logs(secrets_of(hooks))
    issuer, audience, keys = settings.jwt_issuer, settings.jwt_audience, settings.jwt_jwks_url
    async with open_pool(database_url, size=CONNECTIONS) as pool:
        yield Backend(
            reach=Reach(
                Tickets(
                    client,
                    library=library,
                    task_queue=settings.task_queue,
                    continue_as_new_after=settings.continue_as_new_after,
                ),
                JournalReader(pool),
            ),
            library=library,
            directory=directory,
            feed=Feed(pool),
            webhooks=WebhookStore(pool, private=settings.webhooks_to_private_addresses),
            hooks=Receiver(
                hooks, pool, client, settings.task_queue, continue_as_new_after=settings.continue_as_new_after
            ),
            tokens=AccessTokens(pool),
            jwts=Jwts(issuer, audience, keys) if issuer and audience and keys else None,
            requests_a_minute=settings.api_requests_a_minute,
            clock=now,
        )


@asynccontextmanager
async def listening(settings: Settings, within: Backend) -> AsyncIterator[Listening]:
    """Answer as long as the body lasts; then take nothing more, and end what has begun."""
    held = _socket(settings)
    app = create_app(within)
    config = uvicorn.Config(
        app,
        log_config=None,
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=settings.graceful_shutdown_seconds,
        lifespan="off",
    )
    server = uvicorn.Server(config)
    # The process has signal handlers of its own, which end this as everything else.
    serving = asyncio.create_task(server._serve([held]))
    try:
        while not server.started and not serving.done():
            await asyncio.sleep(0.01)
        host, port = held.getsockname()[:2]
        shown = "127.0.0.1" if host in ("0.0.0.0", "::") else host
        yield Listening(f"http://{f'[{shown}]' if ':' in shown else shown}:{port}")
    finally:
        # Streams end first: they would go on for ever.
        app.state.ending.set()
        server.should_exit = True
        with suppress(asyncio.CancelledError):
            await serving
        held.close()


def _socket(settings: Settings) -> socket.socket:
    host = settings.api_host
    ports = [settings.api_port] if settings.api_port else [*range(FIRST_PORT, FIRST_PORT + PORTS), 0]
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    for port in ports:
        # Only a socket that says that it is TCP is told by asyncio to send small answers at once.
        held = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
        held.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            held.bind((host, port))
        except OSError as fault:
            held.close()
            if port == ports[-1]:
                raise PortTaken(host, port, fault.strerror or str(fault)) from None
            continue
        return held
    raise AssertionError("there is always a last port")
