"""What went wrong, as RFC 9457 has it: each problem with the sentence that the command line shows."""

import re
from http import HTTPStatus
from typing import Any

import structlog
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, ConfigDict, Field
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, Response
from starlette.routing import compile_path

from activities.journal.database import DatabaseError
from activities.journal.feed import NotThereYet
from activities.journal.listed import NoPlace
from activities.journal.stream import NoSuchTicket as NotInTheJournal
from activities.journal.stream import StreamChanged, StreamUnreadable
from activities.webhooks.refusals import NoSuchDelivery, NoSuchWebhook, WebhookHasEnded
from domain.contract.spelling import closed
from domain.errors import DomainError, TicketIsClosed, Unreadable
from doors.access.caller import NotAllowed
from doors.access.tokens import NoSuchToken
from doors.application.reading import NotAName, NotAnInstant, NotATicket, not_a_ticket, not_an_instant
from doors.application.requests import RequestUnreadable
from doors.hooks.errors import BodyTooLarge, BodyUnreadable
from runtime.errors import RuntimeFault
from runtime.temporal.errors import Lost, NobodyAnswered, NoSuchTicket
from runtime.temporal.sizes import TooLarge

CONTENT = "application/problem+json"
AGAIN = 5
"""Seconds after which what could not be done now may be asked again."""

_log = structlog.get_logger("sundial.api")


class Problem(BaseModel):
    """What went wrong (RFC 9457)."""

    model_config = ConfigDict(extra="forbid")

    type: str = Field(description="Which problem it is: a place on the page /docs/problems.")
    title: str
    status: int
    detail: str = Field(description="What is wrong and what would be right, in a sentence.")


class AsProblem(Exception):
    """A problem that no error of the domain stands for."""

    def __init__(self, kind: str, status: int, detail: str, headers: dict[str, str] | None = None) -> None:
        super().__init__(detail)
        self.kind, self.status, self.detail, self.headers = kind, status, detail, headers

    @property
    def answer(self) -> Response:
        """The answer that tells it."""
        return problem(self.kind, self.status, self.detail, self.headers)


STATUS: tuple[tuple[type[Exception], int], ...] = (
    (NotAllowed, 403),
    (Lost, 409),
    (NoSuchTicket, 404),
    (NotInTheJournal, 404),
    (NoSuchToken, 404),
    (NoSuchWebhook, 404),
    (NoSuchDelivery, 404),
    (NotThereYet, 404),
    (WebhookHasEnded, 410),
    (BodyUnreadable, 400),
    (BodyTooLarge, 413),
    (TicketIsClosed, 410),
    (NobodyAnswered, 503),
    (TooLarge, 413),
    (Unreadable, 422),
    (RequestUnreadable, 422),
    (NotAName, 422),
    (NotAnInstant, 422),
    (NotATicket, 422),
    (NoPlace, 404),
    (DomainError, 409),
    (StreamChanged, 500),
    (StreamUnreadable, 500),
    (DatabaseError, 503),
    (RuntimeFault, 503),
)
"""The status of each error; the first that fits. What is refused by a rule is a conflict with how things stand."""


def problem(kind: str, status: int, detail: str, headers: dict[str, str] | None = None) -> Response:
    """The answer that tells a problem."""
    body = Problem(type=f"/docs/problems#{kind}", title=HTTPStatus(status).phrase, status=status, detail=detail)
    return JSONResponse(body.model_dump(), status, headers, media_type=CONTENT)


def kind_of(error: type[Exception]) -> str:
    """What a kind of error is called: `ticket-is-closed`."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "-", error.__name__).lower()


def of_error(error: Exception) -> Response:
    """The answer for an error that says in a sentence what is wrong."""
    status = next(status for kind, status in STATUS if isinstance(error, kind))
    headers = {"Retry-After": str(AGAIN)} if status == HTTPStatus.SERVICE_UNAVAILABLE else None
    return problem(kind_of(type(error)), status, closed(str(error)), headers)


def handle_problems(app: FastAPI) -> None:
    """Answer every fault as a problem; one that is a bug of ours tells nothing and is logged."""

    async def known(_: Request, error: Exception) -> Response:
        return of_error(error)

    async def told(_: Request, error: Exception) -> Response:
        assert isinstance(error, AsProblem)
        return error.answer

    async def unreadable(_: Request, error: Exception) -> Response:
        assert isinstance(error, RequestValidationError)
        for one in error.errors():
            if (better := _better(one)) is not None:
                return of_error(better)
        return problem("unreadable", 422, closed("; ".join(_fault(one) for one in error.errors()[:5])))

    async def of_the_framework(request: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)
        phrase = HTTPStatus(error.status_code).phrase
        words = {
            404: "There is nothing at this address; /docs shows what there is.",
            405: "This address takes other methods; the header Allow names them.",
        }
        headers = dict(error.headers) if error.headers else None
        if error.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
            allowed = sorted(_methods(request))
            headers = {"Allow": ", ".join(allowed)}
            words[405] = f"This address takes {' and '.join(allowed)}."
        return problem(
            phrase.lower().replace(" ", "-"), error.status_code, words.get(error.status_code, phrase), headers
        )

    async def bug(request: Request, error: Exception) -> Response:
        _log.error("a request failed", path=request.url.path, exc_info=error)
        return problem("internal-server-error", 500, "Something is wrong in Sundial; its log says more.")

    for kind, _ in STATUS:
        app.add_exception_handler(kind, known)
    app.add_exception_handler(AsProblem, told)
    app.add_exception_handler(RequestValidationError, unreadable)
    app.add_exception_handler(HTTPException, of_the_framework)
    app.add_exception_handler(Exception, bug)


def _better(fault: Any) -> DomainError | None:
    """The sentence that another door has for what is not written as it must be."""
    place, given = fault["loc"][-1], str(fault["input"])
    if fault["loc"] == ("path", "ticket"):
        return not_a_ticket(given)
    if fault["loc"] == ("path", "webhook"):
        return NoSuchWebhook(given)
    if fault["type"] == "string_pattern_mismatch" and place in ("at", "due_before"):
        return not_an_instant(place, given)
    return None


def _methods(request: Request) -> set[str]:
    """What an address takes: each of its methods is a route of its own."""
    paths = request.app.openapi()["paths"].items()
    return {method.upper() for path, item in paths if compile_path(path)[0].match(request.url.path) for method in item}


def _fault(error: Any) -> str:
    place = ".".join(str(part) for part in error["loc"][1:]) or "the request"
    if error["type"] == "string_pattern_mismatch":
        return f"{place} is not written as it must be; /docs shows how"
    return f"{place}: {error['msg'][0].lower()}{error['msg'][1:]}"


PROBLEMS: dict[int | str, dict[str, Any]] = {
    status: {"model": Problem, "content": {CONTENT: {}}, "description": HTTPStatus(status).phrase}
    for status in (400, 401, 403, 404, 409, 410, 413, 415, 422, 429, 503)
}
"""What may go wrong, for the OpenAPI document."""


def problems(*status: int) -> dict[int | str, dict[str, Any]]:
    """Of these statuses, and of those that every operation may have."""
    return {one: PROBLEMS[one] for one in sorted({401, 403, 422, 429, 503, *status})}
