"""What a workflow gives a local activity: the value itself, as both are in one process, and not its text.

The input of a decision holds the whole ticket with its terms. To write and to read that text is a third of what a
decision costs, and nobody else sees it: the arguments of a local activity are in no history and on no wire.
"""

from itertools import count
from typing import Any
from weakref import WeakValueDictionary

from temporalio.api.common.v1 import Payload
from temporalio.converter import EncodingPayloadConverter

from activities.names import DecisionInput

_given: WeakValueDictionary[str, DecisionInput] = WeakValueDictionary()
"""The inputs of decisions that workflows wait for. One whose workflow is dropped meanwhile is gone."""
_numbers = count(1)


class ByHand(EncodingPayloadConverter):
    """Hands the inputs of decisions over within this process."""

    @property
    def encoding(self) -> str:
        """A name that no other converter has."""
        return "sundial/by-hand"

    def to_payload(self, value: Any) -> Payload | None:
        """A key for the input of a decision; nothing for any other value."""
        if type(value) is not DecisionInput:
            return None
        # No part of the workflow's state: it is never in a history, and a replay makes another.
        key = str(next(_numbers))
        _given[key] = value
        return Payload(metadata={"encoding": self.encoding.encode()}, data=key.encode())

    def from_payload(self, payload: Payload, type_hint: type | None = None) -> Any:
        """The input of a key. Raises `KeyError` for one that nobody waits for any more."""
        return _given[payload.data.decode()]
