"""How values travel through Temporal: plain JSON, where a field that is not set is not stored.

What comes in from strangers never raises here, as the SDK would then fail the task that brings it, for ever.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Self

from pydantic import BaseModel
from temporalio.api.common.v1 import Payload
from temporalio.contrib.pydantic import PydanticJSONPlainPayloadConverter
from temporalio.converter import (
    CompositePayloadConverter,
    DataConverter,
    DefaultPayloadConverter,
    EncodingPayloadConverter,
    SerializationContext,
)

from domain.errors import Unreadable
from runtime.temporal.handing import ByHand
from workflows.arguments import Argument

SMALL = 200
"""Bytes that are read at once."""
ELSEWHERE = "kept elsewhere"
"""What stands for a payload that says it is kept in an external storage, of which there is none here."""


class _WithoutUnset(PydanticJSONPlainPayloadConverter):
    """Pydantic's converter, without the fields that are `None`: they are most of a decision's bytes."""

    def to_payload(self, value: Any) -> Payload | None:
        """The payload of a value."""
        if isinstance(value, BaseModel):
            return Payload(
                metadata={"encoding": self.encoding.encode()}, data=value.model_dump_json(exclude_none=True).encode()
            )
        return super().to_payload(value)


@cache
def _one_for_each_encoding() -> tuple[EncodingPayloadConverter, ...]:
    """What reads and writes each encoding. The SDK makes a converter for every task, and these know types by now."""
    json = _WithoutUnset()
    others = DefaultPayloadConverter.default_encoding_payload_converters
    return ByHand(), *(json if one.encoding == json.encoding else one for one in others)


class _Payloads(CompositePayloadConverter):
    def __init__(self) -> None:
        super().__init__(*_one_for_each_encoding())

    def from_payloads(self, payloads: Sequence[Payload], type_hints: list[type] | None = None) -> list[Any]:
        """The values of payloads. Where no types are expected anything may come: it is read by whoever it is for."""
        if type_hints:
            return super().from_payloads(payloads, type_hints)
        return [_read_if_small(Argument(payload), payload) for payload in payloads]


def _read_if_small(argument: Argument, payload: Payload) -> Any:
    """A value, such as a detail of an error, where it is one; what is large or odd is left to whoever reads it."""
    try:
        return argument.value() if len(payload.data) <= SMALL else argument
    except Unreadable:
        return argument


@dataclass(frozen=True)
class _WithoutStorage(DataConverter):
    """A converter for which a payload that lies in an external storage is one that cannot be decoded.

    The SDK's own fails the task that has such a payload in it, whoever sent it.
    """

    def with_context(self, context: SerializationContext) -> Self:
        """The same: nothing that is converted here depends on what it is for."""
        return self

    async def _decode_reference_payload_sequence(self, payloads: Sequence[Payload]) -> list[Payload]:
        return [_here(payload) for payload in payloads]


def _here(payload: Payload) -> Payload:
    says = (payload.metadata.get("encoding", b""), payload.metadata.get("messageType", b""))
    if payload.external_payloads or any(b"external" in one.lower() for one in (*says, *_keys(payload))):
        return Payload(metadata={"encoding": ELSEWHERE.encode()})
    return payload


def _keys(payload: Payload) -> list[bytes]:
    return [key.encode() for key in payload.metadata]


data_converter = _WithoutStorage(payload_converter_class=_Payloads)
"""The converter of workers and clients. Another client may use any JSON converter."""
