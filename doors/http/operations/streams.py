"""What happened to a ticket, who was told, and how its clock stands."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request
from pydantic import BaseModel
from starlette.responses import Response

from activities.journal.reader import Brought
from domain.ticket.recorded import Recorded
from doors.access.caller import Caller
from doors.application.life import life_of, snapshot_of
from doors.application.reading import instant
from doors.application.showing.clock import TicketClock, clock_of
from doors.http.frame.answers import IfNoneMatch, answer, tagged
from doors.http.frame.bodies import INSTANT
from doors.http.frame.callers import Ticket, Within, may, require_sight
from doors.http.frame.problems import problems

router = APIRouter(prefix="/v1/tickets/{ticket}", tags=["tickets"])
Seer = Annotated[Caller, Depends(may("read"))]


class Stream(BaseModel):
    """All that happened to a ticket, in order."""

    ticket: str
    events: list[Recorded]


class Announcements(BaseModel):
    """Who was told of what, and what came of each."""

    ticket: str
    announcements: list[Brought]


def _shown(model: type[BaseModel], what: str, *status: int) -> dict[int | str, dict[str, Any]]:
    return {**problems(404, *status), 200: {"model": model, "description": what}}


@router.get(
    "/clock",
    summary="A ticket's clock",
    responses=_shown(TicketClock, "Every promise, judged ones too, and why; and who is told next.", 409),
)
async def clock(
    request: Request,
    within: Within,
    caller: Seer,
    ticket: Ticket,
    at: Annotated[
        str | None, Query(pattern=INSTANT, description="As of this instant, as it was known then; now if left out.")
    ] = None,
) -> Response:
    """Each promise as a service desk shows it: start, due, breached, paused, goal, elapsed, remaining; and why."""
    when = instant(at, "at")
    await require_sight(request, within, caller, ticket)
    return answer(await clock_of(within.reach, ticket, when, within.directory))


@router.get("/events", summary="What happened to a ticket", responses=_shown(Stream, "Its events, in order."))
async def events(request: Request, within: Within, caller: Seer, ticket: Ticket, known: IfNoneMatch = None) -> Response:
    """Every event of a ticket, in order, each with the digest that chains it to the one before."""
    await require_sight(request, within, caller, ticket)
    _, found = await life_of(within.reach, ticket)
    return tagged(Stream(ticket=ticket, events=found), known)


@router.get(
    "/announcements",
    summary="Who was told what of a ticket",
    responses=_shown(Announcements, "Each announcement, and what came of it."),
)
async def announcements(
    request: Request, within: Within, caller: Seer, ticket: Ticket, known: IfNoneMatch = None
) -> Response:
    """Who was told what, through which channel, and what came of it. It reads the journal."""
    await require_sight(request, within, caller, ticket)
    # Of a ticket that is not there yet nobody was told; the ticket itself knows whether it is.
    await snapshot_of(within.reach, ticket)
    return tagged(Announcements(ticket=ticket, announcements=await within.reach.journal.deliveries(ticket)), known)
