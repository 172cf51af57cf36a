"""How values travel through Temporal: plain JSON, where a field that is not set is not stored."""

from dataclasses import replace
from typing import Any

from pydantic import BaseModel
from temporalio.api.common.v1 import Payload
from temporalio.contrib.pydantic import PydanticJSONPlainPayloadConverter, pydantic_data_converter
from temporalio.converter import CompositePayloadConverter, DefaultPayloadConverter


class _WithoutUnset(PydanticJSONPlainPayloadConverter):
    """Pydantic's converter, without the fields that are `None`: they are most of a decision's bytes."""

    def to_payload(self, value: Any) -> Payload | None:
        """The payload of a value."""
        if isinstance(value, BaseModel):
            return Payload(
                metadata={"encoding": self.encoding.encode()}, data=value.model_dump_json(exclude_none=True).encode()
            )
        return super().to_payload(value)


class _Payloads(CompositePayloadConverter):
    def __init__(self) -> None:
        json = _WithoutUnset()
        others = DefaultPayloadConverter.default_encoding_payload_converters
        super().__init__(*(json if one.encoding == json.encoding else one for one in others))


data_converter = replace(pydantic_data_converter, payload_converter_class=_Payloads)
"""The converter of workers and clients. Another client may use any JSON converter."""
