"""Tickets in JSON lines: one JSON object on each line, its fields flat or those of the request nested."""

import json
from collections.abc import Iterator
from typing import Any

from cli.file_text import Row, is_utf8, lines_of
from cli.requests import OF_THE_REQUEST, OF_THE_TICKET
from domain.contract.spelling import instead

LONGEST = 100_000
"""Characters of one line; a ticket has a few hundred."""


class _TwiceError(ValueError):
    """An object with two fields of one name."""


def json_rows(text: str) -> Iterator[Row]:
    """The lines that are not blank, with their numbers."""
    for number, line in enumerate(lines_of(text), start=1):
        if line.strip():
            yield _row(number, line)


def _row(number: int, line: str) -> Row:
    if len(line) > LONGEST:
        return Row(
            number, {}, f"the line has more than {LONGEST:,} characters; a ticket is one short JSON object on a line"
        )
    if not is_utf8(line):
        return Row(number, {}, "the line is not text in UTF-8; save the file as UTF-8")
    try:
        value = json.loads(line.strip(), object_pairs_hook=_object)
    except json.JSONDecodeError as error:
        wrong = f"{error.msg[0].lower()}{error.msg[1:]} at column {error.colno}"
        return Row(number, {}, f"the line is not JSON ({wrong}); write one JSON object on each line")
    except (ValueError, RecursionError) as error:
        wrong = str(error) if isinstance(error, _TwiceError) else "a value in it is too large"
        return Row(number, {}, f"the line cannot be read ({wrong}); write one JSON object on each line")
    if not isinstance(value, dict):
        return Row(number, {}, 'the line is no JSON object; write one on each, such as {"customer": "Acme", ...}')
    return _checked(number, value)


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in pairs:
        plain = name.replace("-", "_")
        if plain in found:
            raise _TwiceError(f"{name!r} stands there twice")
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
        return Row(number, {}, "; ".join(faults))
    return Row(number, {**value, **nested})


_FLAT = (*OF_THE_TICKET, *OF_THE_REQUEST)


def _instead(name: str) -> str:
    return instead(name[:100], (*_FLAT, "request"))
