"""The values of which hook files are made, each of which can be written in short."""

from collections.abc import Mapping
from typing import Annotated, Any, Self

from pydantic import BeforeValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from domain.value import Value
from doors.application.calling import meant
from doors.hooks.sources import NoPath, header_of, is_source, path_of

IGNORE = "ignore"


def refuse(wrong: str, right: str) -> PydanticCustomError:
    """A fault of a field, in the words of the project's own files."""
    return PydanticCustomError("wording", "{wrong}", {"wrong": wrong, "right": right})


def as_list(written: Any) -> Any:
    """What is written, as a list where it is one value."""
    return written if isinstance(written, list | tuple) else [written]


def checked_source(text: str) -> str:
    """A place in a call. Raises the fault of what is none."""
    if not is_source(text):
        right = "write a JSON path such as $.ticket.id, or `header` and its name, such as header X-Request-Id"
        raise refuse(f"{text[:60]!r} is not where anything can be", right)
    if header_of(text) is None:
        try:
            path_of(text)
        except NoPath as fault:
            raise refuse(f"{text[:60]!r} is no JSON path ({fault})", "write one after RFC 9535") from None
    elif not header_of(text):
        raise refuse("it names no header", "write its name, such as header X-Request-Id")
    return text


def _scalar(written: Any) -> Any:
    """A value as YAML has it, as a text."""
    if isinstance(written, bool):
        return "true" if written else "false"
    return str(written) if isinstance(written, int | float) else written


def _by_text(written: Any) -> Any:
    if not isinstance(written, Mapping):
        return written
    return {str(key): _scalar(value) for key, value in written.items()}


Source = Annotated[str, BeforeValidator(_scalar), Field(min_length=1)]
Sources = Annotated[tuple[Source, ...], BeforeValidator(as_list), Field(min_length=1)]
"""Where something is; of several places, the first that has it."""


class Given(Value):
    """A value: a text of its own, or what stands at a source, put into other words where a table has them."""

    text: str | None = None
    source: Sources | None = None
    values: Annotated[Mapping[str, str | None] | None, BeforeValidator(_by_text)] = None
    """What each value of the source means; upper and lower case are alike."""
    otherwise: Annotated[str | None, BeforeValidator(_scalar)] = None
    """Where the source has nothing, or nothing that the table has."""

    @model_validator(mode="before")
    @classmethod
    def _in_short(cls, written: Any) -> Any:
        plain = _scalar(written)
        if isinstance(plain, str):
            return {"source": [plain]} if is_source(plain) else {"text": plain}
        return {"source": written} if isinstance(written, list) else written

    @model_validator(mode="after")
    def _one_of_both(self) -> Self:
        if (self.text is None) == (self.source is None):
            raise refuse("has no value", "write a text, or {source: $.path} with values and otherwise")
        for one in self.source or ():
            checked_source(one)
        return self


class Condition(Value):
    """What a source must say: one of these, or (`not`) none of them; `null` stands for nothing at all."""

    any: tuple[str | None, ...]
    negated: bool = False

    @model_validator(mode="before")
    @classmethod
    def _in_short(cls, written: Any) -> Any:
        negated = isinstance(written, Mapping) and set(written) == {"not"}
        values = as_list(written["not"] if negated else written)
        if any(isinstance(one, Mapping | list) for one in values):
            raise refuse("does not fit", "write a value, a list of values, or {not: value}")
        return {"any": [_scalar(one) for one in values], "negated": negated}


class Deed(Value):
    """What is done: a command with its fields, or nothing, for a reason."""

    command: str
    fields: Mapping[str, Given] = {}
    reason: str = ""

    @model_validator(mode="before")
    @classmethod
    def _in_short(cls, written: Any) -> Any:
        if isinstance(written, str):
            return {"command": _spelled(written)}
        if not isinstance(written, Mapping) or len(written) != 1:
            raise refuse("does not fit", "write a command, or one command with its fields, such as {assign: {to: ...}}")
        [(name, fields)] = written.items()
        if name == IGNORE:
            if not isinstance(fields, str):
                raise refuse("gives no reason", "write one, such as {ignore: an internal note}")
            return {"command": IGNORE, "reason": fields}
        return {"command": _spelled(str(name)), "fields": fields or {}}


def _spelled(command: str) -> str:
    """A command's message, by the name that people give the command."""
    return meant(command)
