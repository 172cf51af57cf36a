"""The shape of a contract file: what pydantic found wrong, said so that its writer can mend it."""

from collections.abc import Iterator, Mapping
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from domain.contract.faults import Finding, Path
from domain.contract.spelling import instead, nearest

KEY = "[key]"
"""How pydantic marks that the key itself is wrong, not what it leads to."""

_KINDS = {
    "string_type": "write text",
    "int_type": "write a whole number",
    "float_type": "write a number",
    "bool_type": "write true or false",
    "tuple_type": "write a list",
    "dict_type": "write a mapping of keys to values",
    "mapping_type": "write a mapping of keys to values",
    "model_type": "write a mapping of keys to values",
    "model_attributes_type": "write a mapping of keys to values",
    "date_type": "write a date, such as 2026-12-24",
    "date_from_datetime_parsing": "write a date, such as 2026-12-24",
    "date_from_datetime_inexact": "write a date, such as 2026-12-24",
    "date_parsing": "write a date, such as 2026-12-24",
    "string_too_short": "write some text",
    "too_short": "give at least one",
}


def findings(error: ValidationError, prefix: Path, shape: Any) -> Iterator[Finding]:
    """Every shape fault of a value that should have had that shape and stands at `prefix`."""
    for detail in error.errors(include_url=False):
        place = tuple(part for part in detail["loc"] if part != KEY)
        wrong, right = _said(detail, tuple(_keys_at(shape, place[:-1])))
        yield Finding((*prefix, *place), wrong, right)


def meant_key(detail: ErrorDetails, shape: Any) -> Path | None:
    """The place that an unknown key was most likely meant for."""
    if detail["type"] != "extra_forbidden":
        return None
    *parent, name = detail["loc"]
    near = nearest(str(name), _keys_at(shape, tuple(parent)), most=1)
    return (*parent, *near) if near else None


def _said(detail: ErrorDetails, known: tuple[str, ...]) -> tuple[str, str]:
    name = str(detail["loc"][-1]) if detail["loc"] else ""
    context = detail.get("ctx", {})
    given = detail["input"]
    match detail["type"]:
        case "extra_forbidden":
            return f"unknown key {name!r}", instead(name, known)
        case "missing":
            return "is missing", f"add {name!r}"
        case "wording":
            return context["wrong"], context["right"]
        case "literal_error":
            wrong = f"unknown key {given!r}" if name == KEY else f"{given!r} is not known here"
            return wrong, instead(str(given), _choices(context["expected"]))
        case "enum":
            return f"{_brief(given)} is not known here", instead(str(given), _choices(context["expected"]))
        case "value_error":
            wrong, _, right = str(context["error"]).rpartition(": ")
            return wrong, right.removesuffix(".")
        case "string_pattern_mismatch":
            return f"{given!r} is not written as it has to be", f"match the pattern {context['pattern']}"
        case kind if kind.startswith("date_"):
            return f"{_brief(given)} is no date", _KINDS.get(kind, detail["msg"])
        case kind:
            return f"{_brief(given)} does not fit", _KINDS.get(kind, detail["msg"])


def _brief(given: object) -> str:
    text = repr(given)
    return text if len(text) <= 60 else f"{text[:57]}..."


def _choices(expected: str) -> list[str]:
    return [part.strip(" '") for part in expected.replace(" or ", ",").split(",")]


def _keys_at(shape: Any, place: Path) -> Iterator[str]:
    """The keys that a mapping at that place may have, where the shape names them."""
    shape = _bare(shape)
    if isinstance(shape, type) and issubclass(shape, BaseModel):
        if not place:
            yield from shape.model_fields
        elif field := shape.model_fields.get(str(place[0])):
            yield from _keys_at(field.annotation, place[1:])
    elif place and (inner := get_args(shape)):
        yield from _keys_at(inner[1] if issubclass(get_origin(shape), Mapping) else inner[0], place[1:])


def _bare(shape: Any) -> Any:
    if get_origin(shape) is Annotated:
        return _bare(get_args(shape)[0])
    if get_origin(shape) in (Union, UnionType):
        return _bare(next(part for part in get_args(shape) if part is not type(None)))
    return shape
