"""What other systems send by webhooks of theirs: signed, and read by a mapping."""

from typing import Annotated

from fastapi import APIRouter, Depends, Path, Request
from starlette.responses import Response

from doors.hooks.errors import NotSigned
from doors.hooks.receiving import Received
from doors.http.frame.answers import answer
from doors.http.frame.bodies import read_bytes
from doors.http.frame.callers import Within, deny_unknown
from doors.http.frame.problems import PROBLEMS

router = APIRouter(prefix="/v1/hooks", tags=["webhooks"])
System = Annotated[
    str,
    Path(pattern="^[a-z][a-z0-9-]{0,62}$", description="The name of the system's hook file.", examples=["zendesk"]),
]


@router.post(
    "/{system}",
    summary="Take in what another system sends",
    openapi_extra={
        "security": [],
        "requestBody": {
            "required": True,
            "content": {"application/json": {"schema": {}, "examples": {"of Zendesk": {"value": {"id": "01J"}}}}},
        },
    },
    responses={
        **{status: PROBLEMS[status] for status in (400, 401, 413, 422, 503)},
        200: {"model": Received, "description": "It is kept, and what it was taken for."},
    },
)
async def receive(
    request: Request, within: Within, system: System, body: Annotated[bytes, Depends(read_bytes)]
) -> Response:
    """Take in one call, signed after Standard Webhooks or as its system does. Each event counts once, by its own id.

    200 says that it is kept, even where nothing can be made of it: the system need not send it again.
    """
    try:
        return answer(await within.hooks.receive(system, request.headers, body))
    except NotSigned as refused:
        raise deny_unknown(request, refused) from None
