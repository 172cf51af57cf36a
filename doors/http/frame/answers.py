"""What is answered: JSON, with a tag by which an answer is known that has not changed."""

from hashlib import sha256
from typing import Annotated, Any

from fastapi import Header, Request
from pydantic import BaseModel, TypeAdapter
from starlette.responses import Response

from domain.showing.snapshot import Snapshot

IfNoneMatch = Annotated[str | None, Header(alias="If-None-Match", description="The ETag of the answer that is known.")]

_PLAIN: TypeAdapter[Any] = TypeAdapter(Any)


def answer(value: BaseModel, status: int = 200, headers: dict[str, str] | None = None) -> Response:
    """A value as JSON, instants in UTC."""
    return Response(value.model_dump_json().encode(), status, headers, media_type="application/json")


def plain(value: Any, status: int = 200) -> Response:
    """Plain values as JSON."""
    return Response(_PLAIN.dump_json(value), status, media_type="application/json")


def of_snapshot(seen: Snapshot, request: Request, status: int = 200) -> Response:
    """How a ticket stands, with its tag and, where it is new, its place."""
    whole = tagged(seen, None)
    whole.status_code = status
    if status == 201:
        whole.headers["Location"] = str(request.url_for("get_ticket", ticket=seen.standing.ticket))
    return whole


def tagged(value: BaseModel, known: str | None) -> Response:
    """A value with its tag; nothing but that, where who asks knows it."""
    body = value.model_dump_json().encode()
    tag = f'"{sha256(body).hexdigest()[:32]}"'
    return _unless_known(Response(body, 200, {"ETag": tag}, media_type="application/json"), known)


def _unless_known(whole: Response, known: str | None) -> Response:
    tags = {one.strip().removeprefix("W/") for one in (known or "").split(",")}
    if whole.headers["ETag"] in tags or "*" in tags:
        return Response(status_code=304, headers={"ETag": whole.headers["ETag"]})
    return whole
