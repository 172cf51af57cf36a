"""Tickets: opened, one or many; listed; and how one of them stands."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from pydantic import BaseModel, Field
from starlette.responses import Response

from domain.deciding.parsing import kind_of
from domain.errors import DomainError, Unreadable
from domain.showing.snapshot import Snapshot
from doors.access.caller import Caller, NotAllowed
from doors.application.life import snapshot_of
from doors.application.opening import flat, made_id, open_ticket, opening_of
from doors.http.frame.answers import IfNoneMatch, of_snapshot, plain, tagged
from doors.http.frame.backend import Backend
from doors.http.frame.bodies import Body, IdempotencyKey, with_key
from doors.http.frame.callers import Ticket, Within, deny, may, require_sight
from doors.http.frame.problems import AsProblem, Problem, of_error, problems
from doors.http.operations.examples import OPENING, SNAPSHOT
from doors.http.operations.openings import BATCH, OPENING_SHAPE

router = APIRouter(prefix="/v1", tags=["tickets"])
_SHOWN: dict[str, Any] = {"model": Snapshot, "content": {"application/json": {"example": SNAPSHOT}}}


@router.post(
    "/tickets",
    status_code=201,
    summary="Open a ticket",
    openapi_extra=OPENING_SHAPE.described({"a critical case": OPENING}),
    responses={
        **problems(400, 409, 413, 415),
        201: {**_SHOWN, "description": "It is open; how it stands."},
        200: {**_SHOWN, "description": "It was opened in the same words before; how it stands now, closed too."},
    },
)
async def open_one(
    request: Request,
    within: Within,
    caller: Annotated[Caller, Depends(may("open"))],
    body: Body,
    key: IdempotencyKey = None,
) -> Response:
    """Open a ticket; its clock begins at once. The same again changes nothing and answers how it stands now.

    Without `ticket` it is given an id; with an `Idempotency-Key`, always the same one.
    """
    taken = await _opened(request, within, caller, with_key(body, key))
    return of_snapshot(taken.snapshot, request, 201 if taken.is_new else 200)


class IdTakenElsewhere(DomainError):
    """An id is that of a ticket which is not there for whoever asks."""

    def __init__(self, ticket: str) -> None:
        super().__init__(f"the id {ticket} cannot be used; a new problem needs an id of its own")


class Answered(BaseModel):
    """What became of one of many openings: how its ticket stands, or the problem."""

    status: int = Field(description="As for a request of its own: 201, 200 or a problem's.")
    ticket: Snapshot | None = None
    problem: Problem | None = None


class Batch(BaseModel):
    """What became of each opening, in their order."""

    answers: list[Answered]


@router.post(
    "/tickets:batch",
    summary="Open up to 500 tickets",
    openapi_extra=BATCH.described({"two": {"tickets": [OPENING, {**OPENING, "ticket": "T-1002"}]}}),
    responses={**problems(400, 413, 415), 200: {"model": Batch, "description": "What became of each."}},
)
async def open_many(
    request: Request,
    within: Within,
    caller: Annotated[Caller, Depends(may("open"))],
    body: Body,
    key: IdempotencyKey = None,
) -> Response:
    """Open many tickets, each answered on its own; what is refused keeps no other from being opened.

    With an `Idempotency-Key` each has that key and its place for its id.
    """
    BATCH.require(body)
    answers = []
    for place, one in enumerate(body["tickets"], start=1):
        try:
            if not isinstance(one, dict):
                raise Unreadable(f"{kind_of(one)} is no opening; write a JSON object with its fields")
            fields = with_key(one, f"{key}/{place}" if key else None)
            taken = await _opened(request, within, caller, fields)
        except (AsProblem, DomainError) as refused:
            told = refused.answer if isinstance(refused, AsProblem) else of_error(refused)
            answers.append(Answered(status=told.status_code, problem=Problem.model_validate_json(bytes(told.body))))
        else:
            answers.append(Answered(status=201 if taken.is_new else 200, ticket=taken.snapshot))
    return plain(Batch(answers=answers).model_dump(mode="json"))


@router.get(
    "/tickets/{ticket}",
    name="get_ticket",
    summary="How a ticket stands",
    responses={
        **problems(404),
        200: {**_SHOWN, "description": "How it stands, with its promises."},
        304: {"description": "As it is known."},
    },
)
async def get_ticket(
    request: Request,
    within: Within,
    caller: Annotated[Caller, Depends(may("read"))],
    ticket: Ticket,
    known: IfNoneMatch = None,
) -> Response:
    """How a ticket stands, with every promise."""
    await require_sight(request, within, caller, ticket)
    seen = await snapshot_of(within.reach, ticket)
    return tagged(seen, known)


async def _opened(request: Request, within: Backend, caller: Caller, fields: dict[str, Any]) -> Any:
    given = flat(fields)
    key = given.pop("id", None)
    if key is not None and "ticket" not in given:
        # The same key makes the same ticket.
        given["ticket"] = made_id(f"{caller.id}/{key}")
    message = opening_of({**given, "id": key}, "at")
    OPENING_SHAPE.require(fields)
    try:
        by = caller.by(message.get("by"))
    except NotAllowed as denied:
        raise deny(request, caller, denied) from None
    if not caller.sees(message["customer"]):
        raise deny(
            request, caller, NotAllowed(f"{caller.name} is bound to another customer than {message['customer']!r}")
        )
    try:
        return await open_ticket(within.reach, {**message, "by": by})
    except DomainError as refused:
        if caller.customer is not None and not await _is_theirs(within, caller, message["ticket"]):
            # Whose the ticket is that has this id is nothing for them.
            raise deny(request, caller, IdTakenElsewhere(message["ticket"])) from None
        raise refused


async def _is_theirs(within: Backend, caller: Caller, ticket: str) -> bool:
    """Whether a ticket, if there is one, is of the customer that somebody is bound to."""
    try:
        return caller.sees((await snapshot_of(within.reach, ticket)).standing.customer)
    except DomainError:
        standing = await within.reach.journal.standing(ticket)
        return standing is None or caller.sees(standing.customer)
