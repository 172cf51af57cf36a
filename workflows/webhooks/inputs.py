"""What a lane is given, read so that nothing that anybody sends stops it."""

from pydantic import ValidationError

from activities.webhooks.lanes import LaneStart, lane_id
from domain.bounds import require_bounds
from domain.brief import name
from domain.errors import Unreadable
from workflows.arguments import only


def read_lane(arguments: tuple[object, ...], id_: str) -> LaneStart:
    """How a lane of that id starts. Raises `Unreadable`."""
    message = only(arguments)
    require_bounds(message)
    try:
        start = LaneStart.model_validate(message)
    except ValidationError as invalid:
        first = invalid.errors(include_url=False, include_input=False)[0]
        where = ".".join(name(part) for part in first["loc"]) or "the message"
        raise Unreadable(
            f"a lane cannot start with this ({where}: {name(first['msg'])}); it must be a JSON object "
            '{"webhook": ..., "ticket": ...}'
        ) from None
    of = lane_id(start.webhook, start.ticket)
    if id_ != of:
        raise Unreadable(f"the lane of {start.ticket} to {start.webhook} must have the id {of}")
    return start
