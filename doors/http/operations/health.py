"""Whether the API is alive, and whether it can take work."""

from fastapi import APIRouter
from pydantic import BaseModel

from doors.http.frame.callers import Within
from doors.http.frame.problems import PROBLEMS, AsProblem

router = APIRouter(tags=["health"])


class Health(BaseModel):
    """That it is well."""

    status: str = "ok"


@router.get("/healthz", summary="Alive", responses={200: {"model": Health, "description": "It is alive."}})
async def alive() -> Health:
    """Whether the process answers."""
    return Health()


@router.get(
    "/readyz",
    summary="Ready to take work",
    responses={200: {"model": Health, "description": "It is ready."}, 503: PROBLEMS[503]},
)
async def ready(within: Within) -> Health:
    """Whether the tickets, the journal and a worker can be reached."""
    why = await within.reach.tickets.why_not_served()
    if why is None:
        await within.reach.journal.standing("ready")
        return Health()
    raise AsProblem("not-ready", 503, why, {"Retry-After": "5"})
