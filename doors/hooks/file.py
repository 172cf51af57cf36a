"""What stands in a hook file: how its system signs, where things are in what it sends, and what they mean here."""

from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, field_validator

from domain.contract.spelling import instead
from domain.value import Value
from doors.hooks.parts import Condition, Deed, Given, Sources, as_list, checked_source, refuse
from doors.hooks.signatures import SCHEMES, Signature
from people.directory.addresses.address import NAMED


class Rule(Value):
    """What is done where each of these sources says what it must."""

    when: Mapping[str, Condition]
    do: Annotated[tuple[Deed, ...], BeforeValidator(as_list), Field(min_length=1)]
    at: Sources | None = None
    """Where its own time is, for events of this kind."""

    @field_validator("when")
    @classmethod
    def _sources(cls, when: Mapping[str, Condition]) -> Mapping[str, Condition]:
        for source in when:
            checked_source(source)
        return when

    @field_validator("at")
    @classmethod
    def _at(cls, at: tuple[str, ...] | None) -> tuple[str, ...] | None:
        return None if at is None else tuple(map(checked_source, at))


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
        return None if sources is None else tuple(map(checked_source, sources))


class TicketPart(Value):
    """Where an event names its ticket, and what is put before that to name it here."""

    id: Sources
    prefix: Annotated[str, Field(pattern=r"^([A-Za-z0-9][A-Za-z0-9._-]{0,39})?$")] = ""

    @field_validator("id")
    @classmethod
    def _sources(cls, sources: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(map(checked_source, sources))


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
    secret: Annotated[tuple[str, ...], BeforeValidator(as_list), Field(min_length=1, max_length=2)]
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
