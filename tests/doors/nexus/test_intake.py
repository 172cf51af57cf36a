from typing import Any
from uuid import uuid4

from tests.doors.nexus.given.calling import Caller


def an_opening(ticket: str | None = None, **changes: Any) -> dict[str, Any]:
    return {
        "ticket": ticket or f"HD-{uuid4().hex[:8]}",
        "customer": "Grand Hotel Aurora",
        "subject": "No call reaches the front desk",
        "by": "helpdesk",
        "request": {"contract": "imagiclecare-5.0", "plan": "gold", "theatre": "europe", "priority": "P2"},
        **changes,
    }


async def test_a_workflow_of_another_namespace_opens_a_ticket_and_follows_it(caller: Caller) -> None:
    opening = an_opening()
    opened = await caller.asks("open", opening)
    print(opened)
    print(await caller.refused("open", an_opening(opening["ticket"], subject="Another problem")))
    print(await caller.refused("standing", {"ticket": "NO-1"}))
    print(await caller.refused("standing", {"ticket": "NO 1"}))
    print(await caller.refused("command", {"ticket": "NO-1", "command": "close"}))
    print(await caller.refused("command", {"ticket": opening["ticket"], "command": "clos"}))
    print(await caller.refused("open", odd="no JSON"))
    print(await caller.refused("nothing", {}))
