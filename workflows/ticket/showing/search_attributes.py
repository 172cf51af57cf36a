"""What the Temporal UI shows of a ticket, and what people search it by: search attributes."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from temporalio import workflow
from temporalio.common import SearchAttributeUpdate

from workflows import messages


def shown() -> dict[str, str | bool]:
    """What people can search this workflow by at the moment, under the names that decisions give it."""
    attributes = workflow.info().typed_search_attributes
    found = {name: attributes.get(key) for name, key in messages.ATTRIBUTES.items()}
    return {
        name: value.isoformat() if isinstance(value, datetime) else value
        for name, value in found.items()
        if value is not None
    }


def show_attributes(changed: Mapping[str, str | bool]) -> None:
    """Bring the search attributes up to date: exactly those that the decision names, which replay so repeats."""
    updates = [_update(name, value) for name, value in changed.items() if name in messages.ATTRIBUTES]
    if updates:
        workflow.upsert_search_attributes(updates)


def _update(name: str, value: str | bool) -> SearchAttributeUpdate[Any]:
    key: Any = messages.ATTRIBUTES[name]
    if value == "":
        unset: SearchAttributeUpdate[Any] = key.value_unset()
        return unset
    update: SearchAttributeUpdate[Any] = key.value_set(
        datetime.fromisoformat(str(value)) if key is messages.NEXT_DUE else value
    )
    return update
