"""The HTTP API, put together: every operation under /v1, its document and its pages."""

from importlib.metadata import version

from fastapi import FastAPI
from fastapi_swagger import patch_fastapi

from doors.http.frame.backend import Backend
from doors.http.frame.callers import Limits
from doors.http.frame.problems import handle_problems
from doors.http.operations import commands, health, looking, streams, tickets
from doors.http.problem_page import add_problem_page

ROUTERS = (tickets.router, streams.router, commands.router, looking.router, health.router)
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
    app.state.limits = Limits(backend.requests_a_minute)
    handle_problems(app)
    for router in ROUTERS:
        app.include_router(router)
    add_problem_page(app)
    patch_fastapi(app, redirect_from_root_to_docs=True, swagger_ui_parameters={"persistAuthorization": False})
    return app
