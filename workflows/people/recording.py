"""Recording what came of letters, in the journal's store, whenever it can."""

from datetime import timedelta

from temporalio import workflow

from activities.delivery.letters import DeliveryOutcome, Letter
from activities.delivery.names import RECORD, Way
from domain.markdown import as_text
from workflows.people.retry_schedules import HEARTBEAT, STORE


def outcome(
    person: str,
    letters: tuple[Letter, ...],
    way: Way | None,
    what: str,
    detail: str,
    *,
    message: str | None = None,
    call: int | None = None,
) -> DeliveryOutcome:
    """What came of letters, as of now."""
    return DeliveryOutcome.model_validate(
        {
            "person": person,
            "letters": letters,
            "channel": way.channel if way else "",
            "outcome": what,
            "at": workflow.now(),
            "message": message,
            "detail": detail,
            "call": call,
        }
    )


async def record(what: DeliveryOutcome) -> None:
    """Record an outcome, whenever the store can."""
    await workflow.execute_activity(
        RECORD,
        what,
        start_to_close_timeout=timedelta(seconds=60),
        heartbeat_timeout=HEARTBEAT,
        retry_policy=STORE,
        summary=as_text(f"{what.outcome}: {what.channel} to {what.person}", 200),
    )
