"""What can be used of an entry with faults, so that its other parts are checked beside them.

A part that cannot be read is replaced by one that no rule takes offence at; what was found there is told anyway.
"""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from itertools import count
from types import UnionType
from typing import Annotated, Any, Literal, TypeVar, Union, cast, get_args, get_origin

from pydantic import TypeAdapter, ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import PydanticUndefined, to_json

from domain.business_time import Week
from domain.contract.faults import Finding
from domain.value import Value
from people.directory.local_time import Handover, Moment

Read = TypeVar("Read", bound=Value)

_FAR = datetime(9000, 1, 1, tzinfo=UTC)
"""Where spans lie whose time cannot be read: nobody else's, and each after the one before."""


def salvaged(model: type[Read], written: Any) -> Read | None:
    """What an entry says without its faulty parts; `None` where it is no entry at all."""
    return _Salvage().entry(model, written)


def beside(found: list[Finding], shape: list[Finding]) -> list[Finding]:
    """The faults that are no echo of one in the shape: in the very part that could not be read, or for want of it."""
    lost = {finding.path for finding in shape}
    wanting = {path[:-1] for path in lost}
    return [
        finding
        for finding in found
        if finding.path not in wanting and not any(finding.path[: len(path)] == path for path in lost)
    ]


class _Salvage:
    def __init__(self) -> None:
        self._far = (_FAR + timedelta(hours=number) for number in count())

    def entry(self, model: type[Read], written: Any) -> Read | None:
        if not isinstance(written, Mapping):
            return None
        fields, unread = dict[str, Any](), False
        for name, field in model.model_fields.items():
            if name not in written and not field.is_required():
                fields[name] = field.get_default(call_default_factory=True)
                continue
            try:
                fields[name] = _read(field, written[name])
            except (KeyError, ValidationError):
                unread = unread or field.annotation is Moment
                fields[name] = self._part(name, field, written.get(name))
        if unread:
            # A span of which one end cannot be read has none of both.
            for name, field in model.model_fields.items():
                fields[name] = Moment(next(self._far)) if field.annotation is Moment else fields[name]
        return cast(Read, model.model_construct(**fields))

    def _part(self, name: str, field: FieldInfo, written: Any) -> Any:
        shape = _bare(field.annotation)
        origin, inner = get_origin(shape), get_args(shape)
        if shape is Week:
            return Week.model_validate({"mon": ["09:00-17:00"]})
        if isinstance(shape, type) and issubclass(shape, Value) and (part := self.entry(shape, written)) is not None:
            return part
        if origin is tuple:
            return tuple(self._items(inner[0], written if isinstance(written, list) else []))
        if isinstance(origin, type) and issubclass(origin, Mapping):
            entries = written.items() if isinstance(written, Mapping) else ()
            return {key: one for key, entry in entries if (one := self._item(inner[1], entry)) is not None}
        if field.default is not PydanticUndefined:
            return field.default
        return _instead(name, shape)

    def _items(self, shape: Any, written: list[Any]) -> list[Any]:
        # Each keeps its place: it is by its number that a fault is told.
        found = [self._item(shape, one) for one in written]
        return found if None not in found else []

    def _item(self, shape: Any, written: Any) -> Any:
        shape = _bare(shape)
        if isinstance(shape, type) and issubclass(shape, Value):
            return self.entry(shape, written)
        return written if isinstance(written, shape if isinstance(shape, type) else str) else None


def _read(field: FieldInfo, written: Any) -> Any:
    whole: Any = Annotated[field.annotation, *field.metadata] if field.metadata else field.annotation
    return TypeAdapter(whole).validate_json(to_json(written), strict=True)


def _instead(name: str, shape: Any) -> Any:
    """Something of that shape."""
    if get_origin(shape) is Literal:
        return get_args(shape)[0]
    known = {str: "UTC" if name == "zone" else name, int: 1, date: date(2000, 1, 1), Handover: Handover(0, time(9))}
    return known.get(shape)


def _bare(shape: Any) -> Any:
    if get_origin(shape) is Annotated:
        return _bare(get_args(shape)[0])
    if get_origin(shape) in (Union, UnionType):
        return _bare(next(part for part in get_args(shape) if part is not type(None)))
    return shape
