"""Who asks, before anything else of a request is looked at; and how often."""

from collections.abc import Awaitable, Callable, Iterator
from difflib import get_close_matches
from math import ceil
from typing import Annotated, TypeVar

import structlog
from fastapi import Depends, Path, Request
from fastapi.dependencies.models import Dependant
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from limits import RateLimitItemPerMinute
from limits.aio.storage import MemoryStorage
from limits.aio.strategies import SlidingWindowCounterRateLimiter

from domain.brief import name as brief_name
from domain.contract.spelling import closed
from domain.errors import DomainError
from doors.access.caller import Caller, NotAllowed
from doors.access.rights import Operation
from doors.http.frame.backend import Backend, backend_of
from doors.http.frame.problems import AsProblem
from runtime.temporal.errors import NoSuchTicket

Denial = TypeVar("Denial", bound=DomainError)

_log = structlog.get_logger("sundial.access")

_bearer = HTTPBearer(
    auto_error=False,
    description="A token of `sundial tokens create`, or a JWT of the organisation's own identity provider.",
)


Ticket = Annotated[
    str, Path(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$", description="The ticket's id.", examples=["T-1001"])
]


class Stranger(AsProblem):
    """Somebody who is not known. What was wrong with a token is told to nobody."""

    def __init__(self) -> None:
        super().__init__(
            "not-known",
            401,
            "This needs a token that is valid, in the header Authorization: Bearer ...",
            {"WWW-Authenticate": "Bearer"},
        )


class Limits:
    """Counts the requests of each caller."""

    def __init__(self, a_minute: int) -> None:
        """So many are let through in a minute."""
        self._limit = RateLimitItemPerMinute(a_minute)
        self._limiter = SlidingWindowCounterRateLimiter(MemoryStorage())

    async def count(self, caller: Caller, now: float) -> None:
        """Count one more. Raises a problem where it is one too many."""
        if not await self._limiter.hit(self._limit, caller.id):
            stats = await self._limiter.get_window_stats(self._limit, caller.id)
            seconds = max(1, ceil(stats.reset_time - now))
            raise AsProblem(
                "too-many-requests",
                429,
                f"{caller.name} may ask {self._limit.amount} times a minute; ask again in {seconds} s.",
                {"Retry-After": str(seconds)},
            )


Given = Annotated[HTTPAuthorizationCredentials | None, Depends(_bearer)]
Within = Annotated[Backend, Depends(backend_of)]


async def known(request: Request, given: Given, within: Within) -> Caller:
    """Who asks. Raises `Stranger`."""
    caller = None
    if given is not None:
        now = within.clock()
        caller = await within.tokens.use(given.credentials, at=now)
        if caller is None and within.jwts is not None:
            caller = await within.jwts.use(given.credentials)
    if caller is None:
        _denied(request, "not known" if given else "no token")
        raise Stranger
    _require_known_parameters(request)
    await request.app.state.limits.count(caller, within.clock().timestamp())
    return caller


def _require_known_parameters(request: Request) -> None:
    """Raise a problem for what is asked in the address and nobody reads: the answer would not be what was meant."""
    dependant = getattr(request.scope.get("route"), "dependant", None)
    if dependant is None or not request.query_params:
        return
    parameters = list(_read_by(dependant))
    for asked in request.query_params:
        if asked not in parameters:
            near = get_close_matches(asked[:100], parameters, n=1)
            instead = f"did you mean {near[0]}?" if near else f"there are {', '.join(parameters) or 'none'}."
            raise AsProblem("unreadable", 422, f"There is no parameter {brief_name(asked)}; {instead}")


def _read_by(dependant: Dependant) -> Iterator[str]:
    yield from (one.alias for one in dependant.query_params)
    for other in dependant.dependencies:
        yield from _read_by(other)


def may(operation: Operation) -> Callable[..., Awaitable[Caller]]:
    """Who asks, if that one may do this."""

    async def allowed(request: Request, caller: Annotated[Caller, Depends(known)]) -> Caller:
        try:
            caller.require(operation)
        except NotAllowed as denied:
            _denied(request, denied.sentence, caller)
            raise
        return caller

    return allowed


async def require_sight(request: Request, within: Backend, caller: Caller, ticket: str) -> None:
    """Raise `NoSuchTicket` where a ticket is another customer's than the one that somebody is bound to."""
    if caller.customer is None:
        return
    standing = await within.reach.journal.standing(ticket)
    if standing is None:
        standing = (await within.reach.tickets.snapshot(ticket)).standing
    if not caller.sees(standing.customer):
        _denied(request, "another customer's ticket", caller)
        raise NoSuchTicket(f"there is no ticket {ticket}; `sundial list` shows the tickets that there are")


def deny(request: Request, caller: Caller, why: Denial) -> Denial:
    """Log a denial."""
    _denied(request, why.sentence, caller)
    return why


def deny_unknown(request: Request, why: Exception) -> AsProblem:
    """Log that a call was not signed. What was wrong with it is told to nobody."""
    _denied(request, "not signed")
    return AsProblem("not-signed", 401, closed(str(why)))


def _denied(request: Request, why: str, caller: Caller | None = None) -> None:
    _log.warning(
        "denied",
        why=why,
        method=request.method,
        path=request.url.path,
        client=request.client.host if request.client else None,
        caller=caller.name if caller else None,
        token=caller.id if caller else None,
    )
