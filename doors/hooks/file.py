"""What stands in a hook file: how its system signs, where things are in what it sends, and what they mean here."""

from collections.abc import Mapping
from typing import Annotated, Any, Self

from pydantic import BeforeValidator, Field, field_validator, model_validator
from pydantic_core import PydanticCustomError

from domain.contract.spelling import instead
from domain.value import Value
from doors.hooks.signatures import SCHEMES, Signature
from doors.hooks.sources import NoPath, header_of, is_source, path_of
from people.directory.addresses.address import NAMED

IGNORE = "ignore"


def refuse(wrong: str, right: str) -> PydanticCustomError:
    """A fault of a field, in the words of the project's own files."""
    return PydanticCustomError("wording", "{wrong}", {"wrong": wrong, "right": right})


def _listed(written: Any) -> Any:
    return written if isinstance(written, list | tuple) else [written]


def _source(text: str) -> str:
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
Sources = Annotated[tuple[Source, ...], BeforeValidator(_listed), Field(min_length=1)]
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
        return written

    @model_validator(mode="after")
    def _one_of_both(self) -> Self:
        if (self.text is None) == (self.source is None):
            raise refuse("has no value", "write a text, or {source: $.path} with values and otherwise")
        for one in self.source or ():
            _source(one)
        return self


class Condition(Value):
    """What a source must say: one of these, or (`not`) none of them; `null` stands for nothing at all."""

    any: tuple[str | None, ...]
    negated: bool = False

    @model_validator(mode="before")
    @classmethod
    def _in_short(cls, written: Any) -> Any:
        negated = isinstance(written, Mapping) and set(written) == {"not"}
        values = _listed(written["not"] if negated else written)
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


class Rule(Value):
    """What is done where each of these sources says what it must."""

    when: Mapping[str, Condition]
    do: Annotated[tuple[Deed, ...], BeforeValidator(_listed), Field(min_length=1)]
    at: Sources | None = None
    """Where its own time is, for events of this kind."""

    @field_validator("when")
    @classmethod
    def _sources(cls, when: Mapping[str, Condition]) -> Mapping[str, Condition]:
        for source in when:
            _source(source)
        return when

    @field_validator("at")
    @classmethod
    def _at(cls, at: tuple[str, ...] | None) -> tuple[str, ...] | None:
        return None if at is None else tuple(map(_source, at))


class EventPart(Value):
    """Where an event says what it is called and when it happened."""

    id: Sources
    time: Sources
    """An instant with its time zone, or seconds or milliseconds since 1970."""
    order: Sources | None = None
    """A number that tells which of several with the same time was first."""

    @field_validator("id", "time", "order")
    @classmethod
    def _sources(cls, sources: tuple[str, ...] | None) -> tuple[str, ...] | None:
        return None if sources is None else tuple(map(_source, sources))


class TicketPart(Value):
    """Where an event names its ticket, and what is put before that to name it here."""

    id: Sources
    prefix: Annotated[str, Field(pattern=r"^([A-Za-z0-9][A-Za-z0-9._-]{0,39})?$")] = ""

    @field_validator("id")
    @classmethod
    def _sources(cls, sources: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(map(_source, sources))


class OpeningPart(Value):
    """The fields with which a ticket is opened."""

    customer: Given
    subject: Given | None = None
    contract: Given
    plan: Given | None = None
    theatre: Given | None = None
    customer_zone: Given | None = None
    priority: Given
    channel: Given | None = None
    language: Given | None = None
    requester: Given | None = None


def _scheme(written: Any) -> Any:
    if not isinstance(written, str):
        return written
    if written not in SCHEMES:
        raise refuse(f"there is no way of signing {written[:60]!r}", instead(written, SCHEMES))
    return SCHEMES[written]


def _variable(name: str) -> str:
    # What stands here may be the secret itself, so it is not quoted.
    if not (found := NAMED.fullmatch(name)):
        raise refuse(
            "stands here itself, or is no variable", "write the variable that holds it, such as ${DESK_SECRET}"
        )
    if found[1].upper().startswith("SUNDIAL_"):
        raise refuse(f"{found[1]} would be taken for a setting of Sundial", "name the variable otherwise")
    return found[1]


class HookFile(Value):
    """One hook file."""

    signature: Annotated[Signature | None, BeforeValidator(_scheme)]
    secret: Annotated[tuple[str, ...], BeforeValidator(_listed), Field(min_length=1, max_length=2)]
    """The variables with the secret; two while it is changed."""
    hold_seconds: Annotated[float, Field(ge=0, le=600)] = 5
    """How long an event is held, so that what happened before it can come."""
    opening_seconds: Annotated[float, Field(ge=0, le=604_800)] = 3600
    """How long an event waits for the opening of its ticket."""
    by: Given | None = None
    """Who gives the commands; the system, where nothing is said."""
    event: EventPart
    ticket: TicketPart
    opening: OpeningPart
    rules: Annotated[tuple[Rule, ...], Field(min_length=1, max_length=500)]

    @field_validator("secret")
    @classmethod
    def _variables(cls, secret: tuple[Any, ...]) -> tuple[str, ...]:
        return tuple(_variable(one) for one in secret)


def _spelled(command: str) -> str:
    """A command's message, by the name that people give the command."""
    return {"note": "add_note"}.get(command, command.replace("-", "_"))
