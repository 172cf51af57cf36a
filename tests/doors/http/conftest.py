"""A running API on servers of its own, whose time is the real one."""

from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest
from temporalio.client import Client

from domain.contract.library import Library
from doors.access.rights import Role
from doors.application.reading import now
from doors.http.frame.backend import Backend
from doors.http.serving import backend, listening
from doors.nexus.intake import NEXUS
from runtime.running import Running
from runtime.settings import Settings
from runtime.worker.serving import serving
from tests.conftest import new_data_folder, removed
from tests.doors.hooks.given.signing import SECRETS

EXAMPLES = Path(__file__).parents[3] / "examples"
DIRECTORY, HOOKS = EXAMPLES / "directory.yaml", EXAMPLES / "hooks"


@dataclass(frozen=True)
class Api:
    """A running API."""

    url: str
    within: Backend
    client: Client
    running: Running
    settings: Settings

    async def token(self, *roles: Role, customer: str | None = None, for_others: bool = False) -> str:
        """A new token with these roles."""
        called = " and ".join(roles)
        _, text = await self.within.tokens.create(
            called, roles, at=now(), by="the tests", customer=customer, for_others=for_others
        )
        return text

    async def as_(self, *roles: Role, customer: str | None = None, for_others: bool = False) -> httpx.AsyncClient:
        """A client with a new token."""
        text = await self.token(*roles, customer=customer, for_others=for_others)
        return httpx.AsyncClient(base_url=self.url, headers={"Authorization": f"Bearer {text}"}, timeout=120)


As = Callable[..., Awaitable[httpx.AsyncClient]]


@pytest.fixture(scope="session")
async def api(library: Library) -> AsyncIterator[Api]:
    async with removed(new_data_folder()) as folder:
        settings = Settings(data=folder, api_requests_a_minute=1_000_000, webhooks_to_private_addresses=True)
        # The API alone knows who is who: nobody is to be told anything.
        its = settings.model_copy(update={"directory": DIRECTORY, "hooks": HOOKS})
        async with (
            serving(settings, library, services=NEXUS) as (client, running),
            backend(its, client, str(running and running.database_url), library, environ=SECRETS) as within,
            listening(its, within) as where,
        ):
            assert running is not None
            yield Api(where.url, within, client, running, settings)


@pytest.fixture
async def desk(api: Api) -> AsyncIterator[httpx.AsyncClient]:
    """Somebody who may do everything."""
    async with await api.as_("admin") as client:
        yield client
