"""Everything that can be asked of an open ticket: one operation for each command."""

from collections.abc import Awaitable, Callable
from typing import Annotated, Any, get_args

from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from domain.showing.snapshot import Snapshot
from domain.ticket.commands import Command
from domain.value import Value
from doors.access.caller import Caller, NotAllowed
from doors.access.rights import of_command
from doors.application.calling import spoken
from doors.application.operating import operate, read_fields
from doors.http.frame.answers import of_snapshot
from doors.http.frame.bodies import Body, IdempotencyKey, Shape, schema_of, with_key
from doors.http.frame.callers import Ticket, Within, deny, may, require_sight
from doors.http.frame.problems import problems
from doors.http.operations.examples import COMMANDS, SNAPSHOT

router = APIRouter(prefix="/v1/tickets/{ticket}", tags=["commands"])


def _operation(command: str, shape: Shape) -> Callable[..., Awaitable[Response]]:
    async def give(
        request: Request,
        within: Within,
        caller: Annotated[Caller, Depends(may(of_command(command)))],
        ticket: Ticket,
        body: Body,
        key: IdempotencyKey = None,
    ) -> Response:
        fields = with_key(body, key)
        try:
            read = read_fields(command, fields)
            shape.require(fields)
            given = read.model_copy(update={"by": caller.by(read.by)})
        except NotAllowed as denied:
            raise deny(request, caller, denied) from None
        await require_sight(request, within, caller, ticket)
        return of_snapshot(await operate(within.reach, ticket, given), request)

    return give


def _add(choice: type[Value]) -> None:
    command = str(choice.model_fields["type"].default)
    shape = Shape(schema_of(choice, without=("type",)))
    needs = any(field.is_required() for field in choice.model_fields.values())
    meaning = (choice.__doc__ or "").strip()
    responses: dict[int | str, dict[str, Any]] = {
        **problems(400, 404, 409, 410, 413, 415),
        200: {
            "model": Snapshot,
            "content": {"application/json": {"example": SNAPSHOT}},
            "description": "How the ticket then stands; a repeat changes nothing.",
        },
    }
    router.add_api_route(
        f"/{spoken(command)}",
        _operation(command, shape),
        methods=["POST"],
        name=command,
        summary=meaning.partition("(")[0].strip().rstrip(".:"),
        description=meaning,
        openapi_extra=shape.described({"an example": COMMANDS[command]}, required=needs),
        responses=responses,
    )


for _choice in get_args(get_args(Command)[0]):
    _add(_choice)
