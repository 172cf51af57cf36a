"""Tokens of the organisation's own identity provider: signed by it, for us, and not over yet."""

import asyncio
import time
from collections.abc import Callable
from typing import Any

import httpx
import structlog
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from doors.access.caller import Caller
from doors.access.rights import ROLES, Role

ALGORITHMS = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA"]
"""Those with a public key: a secret that verifies could sign, too."""
FRESH = 600.0
"""Seconds for which the provider's keys are kept."""
AGAIN = 10.0
"""Seconds before they are asked for once more because of a key that nobody knows."""
PATIENCE = 5.0
ROLES_CLAIM, CUSTOMER_CLAIM, FOR_OTHERS_CLAIM = "sundial_roles", "sundial_customer", "sundial_for_others"
NAMES = ("preferred_username", "email", "name", "sub")
"""The claims by which a person is called, the first that there is."""

_log = structlog.get_logger("sundial.access")


class Jwts:
    """Reads the tokens of one issuer."""

    def __init__(
        self, issuer: str, audience: str, jwks_url: str, *, clock: Callable[[], float] = time.monotonic
    ) -> None:
        """`jwks_url` is where the issuer publishes its keys."""
        self._jwks_url = jwks_url
        self._claims = jwt.JWTClaimsRegistry(
            iss={"essential": True, "value": issuer},
            aud={"essential": True, "value": audience},
            exp={"essential": True},
            sub={"essential": True},
            leeway=30,
        )
        self._clock = clock
        self._keys: KeySet | None = None
        self._looked = 0.0
        self._looking = asyncio.Lock()

    async def use(self, text: str) -> Caller | None:
        """Who comes in with a token; nobody, where it is not one of the issuer's for us, or gives no role."""
        for fresh in (FRESH, AGAIN):
            keys = await self._known(fresh)
            if keys is None:
                return None
            try:
                token = jwt.decode(text, keys, algorithms=ALGORITHMS)
            except (JoseError, ValueError):
                # Perhaps it was signed with a key that is newer than those that are known.
                continue
            try:
                self._claims.validate(token.claims)
            except JoseError:
                return None
            return _caller(token.claims)
        return None

    async def _known(self, fresh: float) -> KeySet | None:
        async with self._looking:
            if self._keys is None or self._clock() - self._looked > fresh:
                self._looked = self._clock()
                try:
                    async with httpx.AsyncClient(timeout=PATIENCE) as http:
                        answer = await http.get(self._jwks_url)
                    self._keys = KeySet.import_key_set(answer.raise_for_status().json())
                except (httpx.HTTPError, ValueError, JoseError) as fault:
                    _log.warning("the identity provider's keys cannot be read", why=type(fault).__name__)
            return self._keys


def _caller(claims: dict[str, Any]) -> Caller | None:
    given = claims.get(ROLES_CLAIM)
    roles = {role for role in ROLES if isinstance(given, list) and role in given}
    name = next((claims[one] for one in NAMES if isinstance(claims.get(one), str) and claims[one]), None)
    customer = claims.get(CUSTOMER_CLAIM)
    if not roles or name is None or not isinstance(customer, str | None):
        return None
    typed: frozenset[Role] = frozenset(roles)
    return Caller(f"jwt/{claims['sub']}", name[:200], typed, customer, claims.get(FOR_OTHERS_CLAIM) is True)
