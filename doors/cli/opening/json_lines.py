"""Tickets in JSON: one object on each line, or in a list, its fields flat or those of the request nested."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from domain.contract.spelling import instead
from doors.application.requests import OF_THE_REQUEST, OF_THE_TICKET, Row
from studies.files.json_records import JsonFile


class _TwiceError(ValueError):
    """An object with two fields of one name."""


def json_rows(path: Path) -> Iterator[Row]:
    """Every object of a file, with its line. Raises `FileUnusable`."""
    for record in JsonFile(path).records():
        if record.fault is not None:
            yield Row(record.line, {}, record.fault)
            continue
        try:
            value = json.loads(record.text or json.dumps(record.value), object_pairs_hook=_object)
        except _TwiceError as twice:
            yield Row(record.line, {}, f"the line cannot be read ({twice}); give each field once")
        else:
            yield _checked(record.line, value)


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in pairs:
        plain = name.replace("-", "_")
        if plain in found:
            raise _TwiceError(f"{name[:100]!r} stands there twice")
        found[plain] = value
    return found


def _checked(number: int, value: dict[str, Any]) -> Row:
    nested = value.pop("request", {})
    if not isinstance(nested, dict):
        return Row(number, {}, "request is no JSON object; write its fields in one, or beside the others")
    faults = [f"there is no field {name[:100]!r}: {_instead(name)}" for name in value if name not in _FLAT]
    faults += [f"there is no field {name[:100]!r} in a request" for name in nested if name not in OF_THE_REQUEST]
    faults += [f"{name!r} stands there twice" for name in nested if name in value]
    if faults:
        return Row(number, {}, "; ".join(faults[:5]))
    return Row(number, {**value, **nested})


_FLAT = (*OF_THE_TICKET, *OF_THE_REQUEST)


def _instead(name: str) -> str:
    return instead(name[:100], (*_FLAT, "request"))
