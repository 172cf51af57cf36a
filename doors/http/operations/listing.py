"""The list of tickets."""

from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Query
from pydantic import BaseModel, Field
from starlette.responses import Response

from activities.journal.listed import NoPlace, Sort, TicketFilter, read_place
from domain.showing.standing import Standing
from doors.access.caller import Caller
from doors.application.reading import instant, name
from doors.http.frame.answers import IfNoneMatch, tagged
from doors.http.frame.bodies import INSTANT, NAME
from doors.http.frame.callers import Within, may
from doors.http.frame.problems import AsProblem, problems

router = APIRouter(prefix="/v1", tags=["tickets"])


class TicketPage(BaseModel):
    """A part of the list."""

    tickets: list[Standing]
    total: int = Field(description="How many the whole list has.")
    next: str | None = Field(description="What `after` takes to go on; null where the list ends.")


Named = Annotated[str | None, Query(min_length=1, max_length=200, pattern=NAME)]


@router.get(
    "/tickets",
    summary="List tickets",
    responses={**problems(404), 200: {"model": TicketPage, "description": "A part of the list."}},
)
async def list_tickets(
    within: Within,
    caller: Annotated[Caller, Depends(may("read-all"))],
    customer: Named = None,
    status: Literal["working", "waiting", "resolved", "closed"] | None = None,
    level: Named = None,
    priority: Named = None,
    contract: Named = None,
    owner: Named = None,
    breached: Annotated[
        Literal["true", "false"] | None, Query(description="With a missed promise, or without.")
    ] = None,
    due_before: Annotated[
        str | None,
        Query(
            pattern=INSTANT,
            description="Those whose next deadline is at this instant or before.",
            examples=["2026-12-24T16:00:00Z"],
        ),
    ] = None,
    text: Annotated[
        str | None,
        Query(
            min_length=1, max_length=200, pattern=NAME, description="Those whose id, subject or customer holds this."
        ),
    ] = None,
    sort: Sort = "deadline",
    limit: Annotated[int, Query(ge=1, le=500)] = 100,
    after: Annotated[str | None, Query(max_length=4000, description="The `next` of the part before.")] = None,
    known: IfNoneMatch = None,
) -> Response:
    """List tickets: by their next deadline, what is late or breached first of all, what is closed last.

    It reads the journal, which follows the tickets within a moment.
    """
    naming = within.naming
    if caller.customer is not None:
        if customer is not None and not caller.sees(customer):
            return tagged(TicketPage(tickets=[], total=0, next=None), known)
        customer = caller.customer
    only = TicketFilter(
        status=status,
        customer=name("customer", customer),
        contract=naming.written("contract", name("contract", contract)),
        priority=naming.written("priority", name("priority", priority)),
        level=naming.written("level", name("level", level)),
        owner=name("owner", owner),
        breached=None if breached is None else breached == "true",
        due_by=instant(due_before, "due_before"),
        text=name("text", text),
    )
    try:
        place = read_place(after) if after is not None else None
    except NoPlace:
        raise AsProblem(
            "no-place", 404, "`after` is no place in a list; give the `next` of the part before, or leave it out."
        ) from None
    page = await within.reach.journal.page(only, sort=sort, after=place, limit=limit, ranks=naming.ranks())
    shown = page.tickets[-1].place if page.tickets else None
    more = shown is not None and shown.shown < page.total and len(page.tickets) == limit
    return tagged(
        TicketPage(
            tickets=[one.standing for one in page.tickets],
            total=page.total,
            next=shown.written() if shown is not None and more else None,
        ),
        known,
    )
