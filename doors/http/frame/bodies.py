"""What a request brings: a JSON object within its bounds, as the OpenAPI document says it."""

import json
from collections.abc import Mapping
from typing import Annotated, Any, NoReturn

import jsonschema_rs
from fastapi import Depends, Header, Request
from pydantic import BaseModel

from domain.brief import name
from domain.errors import Unreadable
from doors.http.frame.problems import AsProblem

MOST_BYTES = 1024 * 1024
"""Bytes of a body, at the most."""
MOST_HEARD = 16 * MOST_BYTES
"""Of a larger one so many are let pass unread: whoever is cut off while still speaking hears no answer."""
UNSEEN = r"\s\u00ad\u061c\u200b-\u200f\u2028-\u202f\u2060-\u206f\ufeff"
NAME = rf"^[^\x00-\x1f\x7f-\x9f{UNSEEN}][^\x00-\x1f\x7f-\x9f\u2028\u2029]*$"
"""What can be called something: something that is seen, on one line."""
KEY = r"^[!-~]{1,200}$"
_DAY = r"(0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)|02-(0[1-9]|1[0-9]|2[0-8])"
_DATE = rf"([1-9][0-9]{{3}}-({_DAY})|[1-9][0-9](0[48]|[2468][048]|[13579][26])-02-29)"
_TIME = r"([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\.[0-9]{1,9})?)?"
INSTANT = rf"^{_DATE}[Tt]{_TIME}([Zz]|[+-](0[0-9]|1[0-3]):?[0-5][0-9])$"
"""An instant as it is written, with its time zone."""

IdempotencyKey = Annotated[
    str | None,
    Header(
        alias="Idempotency-Key",
        pattern=KEY,
        description="The command's id: the same again, with the same content, changes nothing.",
    ),
]


class Shape:
    """What a body must be."""

    def __init__(self, schema: dict[str, Any]) -> None:
        """As a JSON Schema says."""
        self.schema = schema
        self._validator = jsonschema_rs.Draft202012Validator(self.schema, validate_formats=False)

    def require(self, body: object) -> None:
        """Raise `Unreadable` where a body is not so. What reads it says most of that in better words."""
        for fault in self._validator.iter_errors(body):
            raise Unreadable(_sentence(fault))

    def described(self, examples: Mapping[str, Any], *, required: bool = True) -> dict[str, Any]:
        """The body in the OpenAPI document."""
        told = {name: {"value": value} for name, value in examples.items()}
        return {
            "requestBody": {
                "required": required,
                "content": {"application/json": {"schema": self.schema, "examples": told}},
            }
        }


async def read_object(request: Request) -> dict[str, Any]:
    """The JSON object of a request; an empty one where there is no body. Raises a problem."""
    body = await read_bytes(request)
    if not body:
        return {}
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != "application/json":
        raise AsProblem("unsupported-media-type", 415, "The body must be JSON, with Content-Type: application/json.")
    try:
        found = json.loads(body, parse_constant=_not_json)
    except (ValueError, RecursionError):
        raise AsProblem("not-json", 400, "The body is not JSON.") from None
    if not isinstance(found, dict):
        raise Unreadable("the body must be a JSON object")
    return found


Body = Annotated[dict[str, Any], Depends(read_object)]


async def read_bytes(request: Request) -> bytes:
    """A request's body. Raises a problem where it is too large, however large it says that it is."""
    body, came = bytearray(), 0
    async for part in request.stream():
        came += len(part)
        if came <= MOST_BYTES:
            body += part
        elif came > MOST_HEARD:
            break
    if came > MOST_BYTES:
        raise AsProblem("too-large", 413, f"A body may have {MOST_BYTES:,} bytes.", {"Connection": "close"})
    return bytes(body)


def with_key(fields: dict[str, Any], key: str | None) -> dict[str, Any]:
    """The fields with the request's key for their `id`. Raises a problem where they have another."""
    if key is None:
        return fields
    if fields.get("id") not in (None, key):
        raise AsProblem(
            "two-ids", 409, "The header Idempotency-Key and the field id are two ids of one command; leave one out."
        )
    return {**fields, "id": key}


def _sentence(fault: jsonschema_rs.ValidationError) -> str:
    """What is wrong, in words; what is told of a field's form says no more than that it has none."""
    place = ".".join(str(part) for part in fault.instance_path)
    match fault.kind:
        case jsonschema_rs.ValidationErrorKind.Required(property=missing):
            return f"{f'{place}.' if place else ''}{missing} is missing"
        case jsonschema_rs.ValidationErrorKind.AdditionalProperties(unexpected=[first, *_]):
            return f"there is no field {name(f'{place}.{first}' if place else first)}"
        case jsonschema_rs.ValidationErrorKind.AnyOf():
            return "a field is given twice, or is not as it must be; write the request's fields in `request` alone"
        case jsonschema_rs.ValidationErrorKind.Pattern():
            return f"{place} is not written as it must be; /docs shows how"
        case _:
            return f"{place or 'the message'}: {fault.message[:200]}"


def _not_json(constant: str) -> NoReturn:
    raise ValueError(constant)


def schema_of(model: type[BaseModel], *, without: tuple[str, ...] = ()) -> dict[str, Any]:
    """A model's schema but for some fields, whole in itself, in which what names a thing says what a name is."""
    schema = model.model_json_schema()
    named = schema.get("$defs", {})

    def told(part: Any) -> Any:
        if isinstance(part, list):
            return [told(one) for one in part]
        if not isinstance(part, dict):
            return part
        if "$ref" in part:
            return told(named[part["$ref"].rpartition("/")[2]])
        if part.get("maxLength") == 200 and part.get("type") == "string":
            return {**part, "pattern": NAME}
        if part.get("format") == "date-time":
            # As the command line takes it: seconds can be left out, which the format would not have.
            return {"type": "string", "pattern": INSTANT, "examples": ["2026-12-24T16:00:00+01:00"]}
        return {name: told(one) for name, one in part.items() if name != "$defs" and not _is_title(name, one)}

    whole: dict[str, Any] = told(schema)
    for field in without:
        whole["properties"].pop(field, None)
    return whole


def _is_title(name: str, value: object) -> bool:
    return name == "title" and isinstance(value, str)
