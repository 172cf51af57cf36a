"""What would be promised, by which contracts, and who is told."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query
from pydantic import BaseModel, Field
from starlette.responses import Response

from contracts.public_holidays import public_holidays
from domain.contract.describe import summary
from domain.terms.request import Request as SupportRequest
from domain.text import Instant
from doors.access.caller import Caller
from doors.application.reading import instant, name
from doors.application.requests import read_request
from doors.application.showing.oncall_roles import roles, seen
from doors.application.showing.plain import as_plain, on_call_as_plain, preview_as_plain
from doors.application.showing.preview import preview
from doors.http.frame.answers import plain
from doors.http.frame.bodies import INSTANT, NAME, Body, Shape, schema_of
from doors.http.frame.callers import Within, may
from doors.http.frame.problems import AsProblem, problems
from doors.http.operations.examples import REQUEST

router = APIRouter(prefix="/v1", tags=["contracts and people"])
Looker = Annotated[Caller, Depends(may("preview"))]


class Asked(SupportRequest):
    """A request for support, and when it would be opened."""

    at: Instant | None = None
    """Now if left out."""


class Promise(BaseModel):
    """One promise, or one level that the ladder can reach."""

    name: str
    level: str | None = None
    due: str | None = Field(description="Null where this priority has none.")
    office: str | None = Field(description="The same in office time.")
    budget: str | None = Field(description="Business time, ISO 8601.")
    guaranteed: bool


class Previewed(BaseModel):
    """What a ticket would be promised that nobody touches."""

    contract: str
    plan: str
    theatre: str
    priority: str
    at: str
    zone: str
    on_call: bool
    guaranteed: bool
    not_guaranteed_because: str | None
    promises: list[Promise]


_ASKED = Shape(schema_of(Asked))


@router.post(
    "/preview",
    summary="What a ticket would be promised",
    openapi_extra=_ASKED.described({"a critical case": {**REQUEST, "at": "2026-12-24T16:00:00+01:00"}}),
    responses={**problems(400, 409, 413, 415), 200: {"model": Previewed, "description": "Each promise."}},
)
async def promised(within: Within, _: Looker, body: Body) -> Response:
    """Each deadline, in UTC and in office time, of a ticket that nobody touches. Nothing is opened."""
    fields = dict(body)
    at = fields.pop("at", None)
    request = read_request(**fields)
    _ASKED.require(body)
    opened_at = instant(at, "at") or within.clock().replace(microsecond=0)
    return plain(preview_as_plain(preview(within.library.named(request.contract), request, opened_at, public_holidays)))


class Summary(BaseModel):
    """A contract in short."""

    id: str
    name: str
    first_day: str | None = Field(description="From when on it holds; null: from the start of the licences.")
    plans: list[str]
    priorities: list[str]
    theatres: list[str]


class Contracts(BaseModel):
    """The contracts that are served."""

    contracts: list[Summary]


@router.get(
    "/contracts",
    summary="The contracts",
    responses={**problems(), 200: {"model": Contracts, "description": "Each in short."}},
)
async def contracts(within: Within, _: Looker) -> Response:
    """The contracts with their plans, priorities and theatres."""
    found = [as_plain(summary(contract)) for contract in within.library.values()]
    shown = [{field: one[field] for field in Summary.model_fields} for one in found]
    return plain({"contracts": shown})


class OnCall(BaseModel):
    """Who is told now, and in the next weeks."""

    at: str
    roles: list[dict[str, Any]] = Field(description="Each role of a contract in a theatre: now, and its shifts.")


Named = Annotated[str | None, Query(min_length=1, max_length=200, pattern=NAME)]


@router.get(
    "/oncall",
    summary="Who is told",
    responses={**problems(404, 409), 200: {"model": OnCall, "description": "Each role."}},
)
async def oncall(
    within: Within,
    _: Annotated[Caller, Depends(may("oncall"))],
    contract: Named = None,
    theatre: Named = None,
    at: Annotated[str | None, Query(pattern=INSTANT, description="As of this instant; now if left out.")] = None,
    weeks: Annotated[int, Query(ge=1, le=26, description="How many weeks to show, this one included.")] = 2,
) -> Response:
    """Who is told now and in the coming weeks: handovers, overrides and deputies."""
    people = within.directory
    if people is None:
        raise AsProblem("no-directory", 404, "No directory is set; SUNDIAL_DIRECTORY names its file.")
    when = instant(at, "at") or within.clock().replace(microsecond=0)
    asked = roles(people, within.library, name("contract", contract), name("theatre", theatre))
    return plain(on_call_as_plain(people, [seen(people, role, when, weeks) for role in asked], when))
