"""Values of JSON, whatever they are: what is no text, number or object where one should be is as if missing."""

from collections.abc import Mapping
from typing import Any

DIGITS = 40
"""Digits of a number that is a name."""


def text_of(value: Any) -> str:
    """A text, or a whole number as one; empty for anything else."""
    if isinstance(value, bool) or not isinstance(value, str | int):
        return ""
    return value.strip() if isinstance(value, str) else str(value)[:DIGITS]


def fields_of(value: Any) -> Mapping[str, Any]:
    """The fields of an object; none for anything else."""
    return value if isinstance(value, dict) else {}


def objects_of(value: Any) -> list[Mapping[str, Any]]:
    """The objects of a list; none for anything else."""
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []
