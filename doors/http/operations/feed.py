"""Every ticket's events in one order that misses none: in parts, or as they come."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import aclosing, suppress
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Header, Query, Request
from sse_starlette.event import ServerSentEvent
from sse_starlette.sse import EventSourceResponse
from starlette.responses import Response

from activities.journal.feed import FeedPage
from activities.webhooks.refusals import KINDS
from doors.access.caller import Caller
from doors.application.reading import name
from doors.http.frame.answers import answer
from doors.http.frame.bodies import NAME
from doors.http.frame.callers import Within, may
from doors.http.frame.problems import problems

router = APIRouter(prefix="/v1", tags=["events"])

MOST = 1000
PING = 15
"""Seconds of silence after which a stream says that it is still there."""
LARGEST = 2**53
STREAM = "text/event-stream"
Kind = Literal[KINDS]  # type: ignore[valid-type]
"""The types of events."""
Position = Annotated[
    int, Query(ge=0, le=LARGEST, description="Behind this position; 0, from the beginning. `upto` of the last answer.")
]


@router.get(
    "/events",
    summary="Every ticket's events, in one order",
    responses={
        **problems(404),
        200: {
            "model": FeedPage,
            "description": "What lies behind the position; or, as they come, an event for each, its id the position.",
            "content": {STREAM: {"schema": {"type": "string"}}},
        },
    },
)
async def every_event(
    request: Request,
    within: Within,
    caller: Annotated[Caller, Depends(may("follow"))],
    after: Position = 0,
    limit: Annotated[int, Query(ge=1, le=MOST)] = 100,
    kinds: Annotated[list[Kind] | None, Query(description="Only events of these types.")] = None,
    customer: Annotated[str | None, Query(min_length=1, max_length=200, pattern=NAME)] = None,
    ticket: Annotated[str | None, Query(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$")] = None,
    last_event_id: Annotated[
        str, Header(alias="Last-Event-ID", pattern="^[0-9]{0,15}$", description="Goes before `after`.")
    ] = "",
) -> Response:
    """Every event of every ticket, in one order in which each ticket's events keep theirs, and none is missed.

    Go on behind `upto`, whatever is filtered. With `Accept: text/event-stream` it goes on by itself, as they come.
    """
    named = name("customer", customer)
    if caller.customer is not None:
        # Nobody is told whose events are not there for them.
        named = caller.customer if named is None or caller.sees(named) else ""
    only: dict[str, Any] = {"customer": named, "kinds": kinds or None, "ticket": ticket}
    begin = int(last_event_id) if last_event_id else after
    if STREAM not in request.headers.get("accept", ""):
        return answer(await within.feed.read(begin, limit, **only))
    # What is wrong is told before the stream begins.
    await within.feed.read(begin, 1, **only)
    return EventSourceResponse(_stream(within, begin, limit, only, request.app.state.ending), ping=PING)


async def _stream(
    within: Within, after: int, limit: int, only: dict[str, Any], ending: asyncio.Event
) -> AsyncIterator[ServerSentEvent]:
    async with aclosing(within.feed.follow(after, limit, **only)) as pages:
        while (page := await _next(pages, ending)) is not None:
            for item in page.items:
                yield ServerSentEvent(
                    item.model_dump_json(), event=item.recorded.event.type, id=str(item.position), sep="\n"
                )
            if not page.items or page.items[-1].position < page.upto:
                # Whoever comes back goes on from here, and need not look again at what is not for them.
                yield ServerSentEvent(comment="nothing else so far", id=str(page.upto), sep="\n")


async def _next(pages: AsyncGenerator[FeedPage, None], ending: asyncio.Event) -> FeedPage | None:
    """The next page; nothing, where the API ends first."""
    coming, ended = asyncio.ensure_future(anext(pages)), asyncio.ensure_future(ending.wait())
    try:
        await asyncio.wait({coming, ended}, return_when=asyncio.FIRST_COMPLETED)
        return coming.result() if coming.done() else None
    finally:
        for one in (coming, ended):
            one.cancel()
        with suppress(asyncio.CancelledError, StopAsyncIteration):
            await coming
