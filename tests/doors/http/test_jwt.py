"""Tokens of an organisation's own identity provider, signed with a key that it publishes."""

import asyncio
import time
from collections.abc import AsyncIterator
from typing import Any

import pytest
import uvicorn
from joserfc import jwt
from joserfc.jwk import ECKey, OctKey, RSAKey
from starlette.applications import Starlette
from starlette.responses import JSONResponse
from starlette.routing import Route

from doors.access.jwt import Jwts
from tests.patience import until

ISSUER, AUDIENCE = "https://login.example.org", "sundial"


class Provider:
    """An identity provider that publishes its keys."""

    def __init__(self) -> None:
        self.keys: list[Any] = [RSAKey.generate_key(2048, {"kid": "one"})]
        self.asked = 0
        self.url = ""

    async def serve(self, _: Any) -> JSONResponse:
        self.asked += 1
        return JSONResponse({"keys": [key.as_dict(private=False) for key in self.keys]})

    def token(self, *, key: Any = None, algorithm: str = "RS256", **claims: Any) -> str:
        used = key or self.keys[-1]
        usual = {
            "iss": ISSUER,
            "aud": AUDIENCE,
            "sub": "u-1",
            "exp": int(time.time()) + 300,
            "preferred_username": "anna.rossi",
            "sundial_roles": ["operator"],
        }
        given = {name: value for name, value in {**usual, **claims}.items() if value is not None}
        return jwt.encode({"alg": algorithm, "kid": used.kid or "none"}, given, used, algorithms=[algorithm])


@pytest.fixture
async def provider() -> AsyncIterator[Provider]:
    found = Provider()
    app = Starlette(routes=[Route("/keys", found.serve)])
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_config=None, lifespan="off"))
    task = asyncio.create_task(server.serve())

    async def listens() -> bool:
        return server.started

    await until(listens)
    found.url = f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}/keys"
    yield found
    server.should_exit = True
    await task


@pytest.fixture
def jwts(provider: Provider) -> Jwts:
    return Jwts(ISSUER, AUDIENCE, provider.url)


async def test_a_person_comes_in_by_the_name_and_the_roles_that_the_provider_says(
    provider: Provider, jwts: Jwts
) -> None:
    caller = await jwts.use(provider.token(sundial_customer="Acme Ltd", sundial_for_others=True))
    assert caller is not None
    assert (caller.name, caller.customer, caller.for_others) == ("anna.rossi", "Acme Ltd", True)
    assert caller.roles == {"operator"}


@pytest.mark.parametrize(
    "claims",
    [
        {"iss": "https://elsewhere.example.org"},
        {"aud": "another"},
        {"exp": 1_000_000},
        {"exp": None},
        {"sub": None},
        {"sundial_roles": None},
        {"sundial_roles": "admin"},
        {"sundial_roles": ["emperor"]},
        {"sundial_customer": 7},
        {"nbf": 4_000_000_000},
    ],
)
async def test_a_token_that_is_not_for_us_lets_nobody_in(
    provider: Provider, jwts: Jwts, claims: dict[str, Any]
) -> None:
    assert await jwts.use(provider.token(**claims)) is None


async def test_a_token_that_the_provider_did_not_sign_lets_nobody_in(provider: Provider, jwts: Jwts) -> None:
    other = RSAKey.generate_key(2048, {"kid": "one"})
    assert await jwts.use(provider.token(key=other)) is None
    shared = OctKey.import_key("a secret that somebody made up, of many bytes", {"kid": "one"})
    assert await jwts.use(provider.token(key=shared, algorithm="HS256")) is None
    head, body, _ = provider.token().split(".")
    assert await jwts.use(f"{head}.{body}.") is None
    assert await jwts.use("not a token") is None


async def test_a_new_key_of_the_provider_is_learned_and_strangers_do_not_make_it_ask_each_time(
    provider: Provider,
) -> None:
    clock = [0.0]
    jwts = Jwts(ISSUER, AUDIENCE, provider.url, clock=lambda: clock[0])
    assert await jwts.use(provider.token()) is not None
    provider.keys.append(ECKey.generate_key("P-256", {"kid": "two"}))
    for _ in range(20):
        assert await jwts.use(provider.token(algorithm="ES256")) is None
    assert provider.asked == 1
    clock[0] = 11.0
    assert await jwts.use(provider.token(algorithm="ES256")) is not None
    assert provider.asked == 2


async def test_while_the_provider_is_down_nobody_new_is_let_in() -> None:
    assert await Jwts(ISSUER, AUDIENCE, "http://127.0.0.1:9/keys").use("whatever") is None
