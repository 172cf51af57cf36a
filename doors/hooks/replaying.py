"""Playing rejected events again, once the mapping is mended or their ticket is there."""

from collections.abc import Iterable
from datetime import datetime

from activities.hooks.events import HookEvent, HookEvents
from activities.hooks.handing_over import HandOverEvents
from doors.hooks.loading import Hooks
from doors.hooks.mapping import meaning
from doors.hooks.receiving import kept
from doors.hooks.sources import Call

NO_FILE = "there is no hook file for its system any more; give it one"


async def replay(
    events: Iterable[HookEvent], hooks: Hooks, store: HookEvents, hand_over: HandOverEvents, now: datetime
) -> list[HookEvent]:
    """Read these anew, in the order of their own times, and hand over what can be mapped now.

    Answers how each stands: held, and about to be taken; ignored; or rejected, with the sentence of now. Raises a
    `DatabaseError` or an `RPCError`; what was done by then is done, and a repeat goes on.
    """
    again: list[HookEvent] = []
    for event in sorted(events, key=lambda one: (one.occurred_at or one.received_at, one.position, one.id)):
        found = _read(event, hooks, now)
        if await store.remap(found) and found.state == "held":
            await hand_over.to_workflow(found.system, found.external or "", [found.held()])
        again.append(found)
    return again


def _read(event: HookEvent, hooks: Hooks, now: datetime) -> HookEvent:
    hook = hooks.get(event.system)
    if hook is None:
        return event.model_copy(update={"sentence": NO_FILE})
    found = meaning(event.system, hook.file, Call(event.headers, event.body))
    return kept(event.system, event.id, hook.file, found, event.headers, now).model_copy(
        update={"received_at": event.received_at, "body": event.body}
    )
