"""One audit of a Zendesk ticket: what was set at once, by whom and when.

Its API writes an event for each field (`field_name`, `value`, `previous_value`); the incremental export writes the
field itself (`status`), or at the creation several.
"""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any, NamedTuple

from studies.files.exported_time import readable
from studies.files.systems.values import text_of

_BESIDE = ("id", "type", "event_type", "via", "via_reference_id", "previous_value", "value")
"""Fields of an event in the incremental export that are none of the ticket's."""


class Audit(NamedTuple):
    """What was set at once."""

    line: int
    at: str
    number: int
    by: str
    """The id of a user."""
    channel: str
    created: Mapping[str, Any]
    """The fields that the ticket began with."""
    changed: Mapping[str, Any]
    before: Mapping[str, Any]
    """What the changed fields held."""

    @property
    def order(self) -> tuple[datetime, int]:
        """Its place among the audits of its ticket."""
        return next(readable([self.at], "UTC")), self.number


def audit_of(line: int, value: Mapping[str, Any]) -> Audit | None:
    """The audit that an object is; `None` where it is none. What it says of comments is left out."""
    at, events = _at(value), value.get("events", value.get("child_events"))
    if not at or not isinstance(events, list) or not all(isinstance(event, dict) for event in events):
        return None
    changes = [event for event in events if _kind(event) == "Change"]
    number, via = value.get("id"), value.get("via")
    return Audit(
        line,
        at,
        number if isinstance(number, int) else 0,
        text_of(value.get("author_id", value.get("updater_id"))),
        text_of(via.get("channel") if isinstance(via, dict) else via),
        created={name: held for event in events if _kind(event) == "Create" for name, held in _set_by(event)},
        changed={name: held for event in changes for name, held in _set_by(event)},
        before={name: event.get("previous_value") for event in changes for name, _ in _set_by(event)},
    )


def _kind(event: Mapping[str, Any]) -> Any:
    return event.get("type", event.get("event_type"))


def _set_by(event: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    if "field_name" in event:
        if isinstance(event["field_name"], str):
            yield event["field_name"], event.get("value")
    else:
        yield from ((name, held) for name, held in event.items() if name not in _BESIDE)


def _at(value: Mapping[str, Any]) -> str:
    text, seconds = text_of(value.get("created_at")), value.get("timestamp")
    if not text and isinstance(seconds, int) and 0 <= seconds < 2**32:
        text = datetime.fromtimestamp(seconds, UTC).isoformat()
    return text if any(True for _ in readable([text], "UTC")) else ""
