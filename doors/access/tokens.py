"""Bearer tokens: 256 random bits, shown once and kept as a hash."""

from collections.abc import Sequence
from datetime import datetime
from functools import cache
from hashlib import sha256
from pathlib import Path
from secrets import token_hex, token_urlsafe
from typing import Any

import asyncpg

from activities.journal.database import faults_as_sentences
from domain.errors import DomainError
from domain.text import Instant, Line
from domain.value import Value
from doors.access.caller import Caller
from doors.access.rights import Role

PREFIX = "sundial_"
"""By which a token that was left lying about is known for one."""
BYTES = 32


class NoSuchToken(DomainError):
    """No token has that id."""

    def __init__(self, id: str) -> None:
        super().__init__(f"there is no token {id[:100]!r}; `sundial tokens list` shows their ids")


class EndsBefore(DomainError):
    """A token would end before it begins."""

    def __init__(self) -> None:
        super().__init__("the token would have ended already; give an end that is still to come")


class Token(Value):
    """A token, without its text."""

    id: str
    name: Line
    roles: tuple[Role, ...]
    customer: Line | None = None
    """The one customer whose tickets it sees."""
    for_others: bool = False
    """Whether it may say in whose name it acts."""
    created_at: Instant
    created_by: Line
    ends_at: Instant | None = None
    revoked_at: Instant | None = None
    last_used_at: Instant | None = None
    """To the minute."""

    @property
    def caller(self) -> Caller:
        """Who comes in with it."""
        return Caller(self.id, self.name, frozenset(self.roles), self.customer, self.for_others)


class Tokens:
    """The tokens that the database keeps. Every method raises a `DatabaseError` when that cannot answer."""

    def __init__(self, pool: asyncpg.Pool) -> None:
        """Read and write through these connections."""
        self._pool = pool

    async def create(
        self,
        name: str,
        roles: Sequence[Role],
        *,
        at: datetime,
        by: str,
        customer: str | None = None,
        for_others: bool = False,
        ends_at: datetime | None = None,
    ) -> tuple[Token, str]:
        """A new token, and its text, which nobody can show again. Raises `EndsBefore`."""
        if ends_at is not None and ends_at <= at:
            raise EndsBefore
        text = PREFIX + token_urlsafe(BYTES)
        token = Token(
            id=token_hex(4),
            name=name,
            roles=tuple(dict.fromkeys(roles)),
            customer=customer,
            for_others=for_others,
            created_at=at,
            created_by=by,
            ends_at=ends_at,
        )
        given = token.model_dump(exclude={"revoked_at", "last_used_at", "roles", "id", "name"})
        await self._fetch(
            "create_token",
            token.id,
            token.name,
            _hash(text),
            list(token.roles),
            *(given[field] for field in ("customer", "for_others", "created_at", "created_by", "ends_at")),
        )
        return token, text

    async def every(self) -> list[Token]:
        """Every token, the newest first."""
        return [Token(**row) for row in await self._fetch("list_tokens")]

    async def revoke(self, id: str, *, at: datetime) -> Token:
        """Let a token in no more. Raises `NoSuchToken`."""
        rows = await self._fetch("revoke_token", id, at)
        if not rows:
            raise NoSuchToken(id)
        return Token(**rows[0])

    async def use(self, text: str, *, at: datetime) -> Caller | None:
        """Who comes in with a token's text; nobody, where it is none, has ended or was revoked."""
        if not text.startswith(PREFIX):
            return None
        rows = await self._fetch("use_token", _hash(text), at)
        return Token(**rows[0]).caller if rows else None

    async def _fetch(self, name: str, *arguments: Any) -> list[asyncpg.Record]:
        with faults_as_sentences():
            rows: list[asyncpg.Record] = await self._pool.fetch(_query(name), *arguments)
        return rows


def _hash(text: str) -> bytes:
    # Nothing slower is needed: nobody guesses 256 random bits.
    return sha256(text.encode()).digest()


@cache
def _query(name: str) -> str:
    return (Path(__file__).parent / "sql" / f"{name}.sql").read_text(encoding="utf-8")
