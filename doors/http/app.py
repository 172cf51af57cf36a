"""The HTTP API, put together: every operation under /v1, its document and its pages."""

import asyncio
from collections.abc import Awaitable, Callable
from importlib.metadata import version

from fastapi import FastAPI
from pydantic import BaseModel

from activities.webhooks.schemas import payload_models
from doors.http.frame.backend import Backend
from doors.http.frame.callers import Limits
from doors.http.frame.problems import handle_problems
from doors.http.operations import commands, feed, health, hooks, listing, looking, streams, tickets, webhooks
from doors.http.pages import add_pages
from doors.http.problem_page import add_problem_page

ROUTERS = (
    tickets.router,
    listing.router,
    streams.router,
    commands.router,
    looking.router,
    feed.router,
    webhooks.router,
    hooks.router,
    health.router,
)
DESCRIPTION = """\
Tickets under support contracts: deadlines in business time, escalation, and what was promised to whom.

Every operation under `/v1` needs a bearer token (`sundial tokens create`). Instants are ISO 8601 with a time zone.
What goes wrong is told as RFC 9457 has it; [the problems](/docs/problems) are explained.
"""


def create_app(backend: Backend) -> FastAPI:
    """The application. Raises nothing: what cannot be reached is told to whoever asks."""
    app = FastAPI(
        title="Sundial",
        version=version("sundial"),
        summary="The doors to support tickets.",
        description=DESCRIPTION,
        docs_url=None,
        redoc_url=None,
        swagger_ui_oauth2_redirect_url=None,
        redirect_slashes=False,
        generate_unique_id_function=lambda route: route.name,
    )
    app.state.backend = backend
    app.state.ending = asyncio.Event()
    app.state.limits = Limits(backend.requests_a_minute)
    handle_problems(app)
    for router in ROUTERS:
        app.include_router(router)
    for kind, model in payload_models().items():
        app.webhooks.add_api_route(kind, _told(model), methods=["POST"], name=kind, summary=(model.__doc__ or kind))
    add_problem_page(app)
    add_pages(app)
    return app


def _told(model: type[BaseModel]) -> Callable[..., Awaitable[None]]:
    async def told(body: model) -> None:  # type: ignore[valid-type]
        """Signed after Standard Webhooks; answer with any status of success within some seconds."""

    return told
