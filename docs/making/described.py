"""What models say of themselves: their docstrings, their fields, and the sentence under each field."""

import ast
import importlib
import inspect
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from functools import cache
from typing import Any

from pydantic import BaseModel
from pydantic_core import PydanticUndefined

from docs.making.markdown import code

PLAIN = {
    "Any": "any value",
    "BestEffort": "`best effort`",
    "Duration": "duration",
    "DurationOrNever": "duration or `never`",
    "Event": "one of the events below",
    "HoursOfDay": "hours",
    "Instant": "instant",
    "Line": "text of one line",
    "Offset": "offset from UTC",
    "OpenDay": "hours",
    "OpenHours": "from and to, such as `09:00-18:00`",
    "Subject": "text of one line",
    "Target": "target",
    "Text": "text",
    "TicketId": "id of a ticket",
    "WallMoment": "date, time or instant",
    "WeekTime": "weekday and time",
    "Words": "text",
    "Zone": "time zone",
    "bool": "true or false",
    "date": "date",
    "float": "number",
    "int": "whole number",
    "str": "text",
    "timedelta": "duration",
}
"""How people call the types that fields are of. A type that is not here goes by its own name."""


@dataclass(frozen=True)
class Field:
    """One field of a model, as a reader of the page needs it."""

    name: str
    kind: str
    default: str
    """What holds where it is left out; empty where it cannot be."""
    says: str


def says(model: type[Any]) -> str:
    """What a class says of itself, as Markdown."""
    return inspect.cleandoc(model.__doc__ or "")


def fields(model: type[BaseModel], *, without: frozenset[str] = frozenset()) -> list[Field]:
    """The fields of a model in their order, those it inherits first."""
    sentences = {name: (kind, text) for base in reversed(model.__mro__) for name, kind, text in _written(base)}
    found = []
    for name, info in model.model_fields.items():
        if name not in without:
            kind, text = sentences[name]
            found.append(Field(name, kind, "" if info.is_required() else _default(info.get_default()), text))
    return found


@cache
def _written(model: type) -> list[tuple[str, str, str]]:
    if not issubclass(model, BaseModel) or model is BaseModel:
        return []
    [body] = [node.body for node in ast.parse(textwrap.dedent(inspect.getsource(model))).body if hasattr(node, "body")]
    after = [*body[1:], None]
    return [
        (node.target.id, kind_of(node.annotation, model.__module__), _sentence(following))
        for node, following in zip(body, after, strict=True)
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name)
    ]


def _sentence(node: ast.AST | None) -> str:
    is_text = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)
    return " ".join(str(node.value.value).split()) if is_text else ""  # type: ignore[union-attr]


def _default(value: Any) -> str:
    if value is None or value is PydanticUndefined:
        return "not set"
    if value in ((), {}, []):
        return "none"
    if isinstance(value, bool):
        return code(str(value).lower())
    if isinstance(value, BaseModel):
        return "none"
    return code(value.value if isinstance(value, Enum) else value)


def kind_of(node: ast.expr, module: str) -> str:
    """What an annotation in a module means, in words."""
    match node:
        case ast.Constant(value=None):
            return ""
        case ast.Attribute(attr=name):
            return PLAIN.get(name, code(name))
        case ast.Name(id=name):
            return PLAIN.get(name) or _alias(name, module)
        case ast.BinOp(left=left, right=right):
            return " or ".join(kind for kind in (kind_of(left, module), kind_of(right, module)) if kind)
        case ast.Subscript(value=ast.Name(id="Literal"), slice=slice_):
            return " or ".join(code(one) for one in _constants(slice_))
        case ast.Subscript(value=ast.Name(id="Annotated"), slice=ast.Tuple(elts=[first, *_])):
            return kind_of(first, module)
        case ast.Subscript(value=ast.Name(id="Mapping"), slice=ast.Tuple(elts=[key, value])):
            return f"mapping: {kind_of(key, module)} to {kind_of(value, module)}"
        case ast.Subscript(value=ast.Name(id="tuple"), slice=ast.Tuple(elts=[item, *_])):
            return f"list: {kind_of(item, module)}"
        case _:
            return code(ast.unparse(node))


@cache
def _alias(name: str, module: str) -> str:
    """What a name means in a module: a class goes by its name, and another one by what it stands for."""
    for node in ast.parse(inspect.getsource(importlib.import_module(module))).body:
        match node:
            case ast.Assign(targets=[ast.Name(id=known)], value=value) if known == name:
                return kind_of(value, module)
            case ast.ImportFrom(module=str(other), names=names):
                for one in names:
                    if (one.asname or one.name) == name:
                        return _alias(one.name, other)
            case _:
                pass
    return code(name)


def _constants(node: ast.expr) -> Iterator[Any]:
    for one in node.elts if isinstance(node, ast.Tuple) else [node]:
        yield one.value if isinstance(one, ast.Constant) else ast.unparse(one)
