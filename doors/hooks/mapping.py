"""What a call of another system means here: which event it is, and which commands of which ticket.

Pure: the same call and file give the same commands under the same ids, so that a repeat changes nothing.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any, Literal

from pydantic import TypeAdapter, ValidationError

from activities.hooks.names import OPEN, HookCommand, plain
from domain.brief import name
from domain.deciding.parsing import read_command, read_instant, read_opening
from domain.errors import DomainError
from domain.terms.request import Request
from domain.text import Line, TicketId
from doors.hooks.file import HookFile, Rule
from doors.hooks.parts import IGNORE, Condition, Deed, Given
from doors.hooks.sources import Call, header_of

NO_RULE = "no rule of the hook file is for it; add one, or one that ignores it"

_LINE: TypeAdapter[str] = TypeAdapter(Line)
_TICKET: TypeAdapter[str] = TypeAdapter(TicketId)


class NotMapped(DomainError):
    """An event of which the mapping makes nothing; it is kept, and can be played again."""


@dataclass(frozen=True)
class Meaning:
    """What was made of a call: as much as could be read, and the sentence where that was not enough."""

    state: Literal["held", "ignored", "rejected"]
    sentence: str = ""
    external: str | None = None
    ticket: str | None = None
    at: datetime | None = None
    position: float = 0
    commands: tuple[HookCommand, ...] = ()

    @property
    def opens(self) -> bool:
        """Whether it opens the ticket."""
        return any(one.command == OPEN for one in self.commands)


def headers_read(file: HookFile) -> frozenset[str]:
    """The headers, in lower case, that the mapping reads; they are kept with an event, for when it is played again."""
    event = (*file.event.id, *file.event.time, *(file.event.order or ()), *file.ticket.id)
    givens = [file.by, *(getattr(file.opening, field) for field in type(file.opening).model_fields)]
    givens += [given for rule in file.rules for deed in rule.do for given in deed.fields.values()]
    of_rules = [source for rule in file.rules for source in (*rule.when, *(rule.at or ()))]
    sources = (*event, *of_rules, *(source for given in givens if given for source in given.source or ()))
    return frozenset(header for source in sources if (header := header_of(source)))


def own_id(file: HookFile, call: Call) -> str | None:
    """What the event is called there, if it says so."""
    try:
        return _LINE.validate_python(call.first(file.event.id))
    except ValidationError:
        return None


def digest_of(body: bytes) -> str:
    """What an event is kept as that has no id of its own."""
    return f"body-{sha256(body).hexdigest()[:32]}"


def meaning(system: str, file: HookFile, call: Call) -> Meaning:
    """What the call means. What cannot be mapped says so in a sentence."""
    known: dict[str, Any] = {}
    try:
        id_ = own_id(file, call)
        if id_ is None:
            raise NotMapped(f"it has no id at {_at(file.event.id)}; look at event.id")
        known["external"] = _external(file, call)
        known["ticket"] = _ticket(file, known["external"])
        rules = [rule for rule in file.rules if _fits(rule, call)]
        known["at"] = _time(next((rule.at for rule in rules if rule.at), file.event.time), call)
        known["position"] = _position(file, call)
        deeds = [deed for rule in rules for deed in rule.do]
        if not deeds:
            raise NotMapped(NO_RULE)
        orders = [deed for deed in deeds if deed.command != IGNORE]
        if not orders:
            return Meaning("ignored", deeds[0].reason, **known)
        commands = _Commands(system, file, id_, call, known["ticket"], known["at"])
        return Meaning("held", **known, commands=tuple(commands.of(deed) for deed in orders))
    except DomainError as fault:
        return Meaning("rejected", fault.sentence, **known)


class _Commands:
    """The commands of one event."""

    def __init__(self, system: str, file: HookFile, id_: str, call: Call, ticket: str, at: datetime) -> None:
        self._file, self._call, self._ticket = file, call, ticket
        self._system, self._at = system, at
        self._id = f"{system}/{plain(id_)}"
        self._named: Counter[str] = Counter()

    def of(self, deed: Deed) -> HookCommand:
        """One command as a message. Raises `NotMapped`, or `Unreadable` for what no such command can be."""
        self._named[deed.command] += 1
        again = self._named[deed.command]
        common = {
            "id": f"{self._id}/{deed.command}" + (f"-{again}" if again > 1 else ""),
            "at": self._at.isoformat(),
            "by": self._value("by", self._file.by) or self._system,
        }
        if deed.command == OPEN:
            return HookCommand(command=OPEN, fields=self._opening(common))
        fields = {field: self._value(f"{deed.command}.{field}", given) for field, given in deed.fields.items()}
        message = {**common, **{field: value for field, value in fields.items() if value is not None}}
        # Read once already here, so that what is wrong with it is a fault of the mapping.
        read_command(deed.command, message)
        return HookCommand(command=deed.command, fields=message)

    def _opening(self, common: Mapping[str, Any]) -> dict[str, Any]:
        part = self._file.opening
        found = {field: self._value(f"opening.{field}", getattr(part, field)) for field in type(part).model_fields}
        given = {field: value for field, value in found.items() if value is not None}
        request = {field: given.pop(field) for field in Request.model_fields if field in given}
        message = {"ticket": self._ticket, **common, **given, "request": request}
        read_opening(message)
        return message

    def _value(self, what: str, given: Given | None) -> str | None:
        if given is None:
            return None
        if given.source is None:
            return given.text
        found = self._call.first(given.source)
        if found is None or given.values is None:
            return found if found is not None else given.otherwise
        table = {key.strip().casefold(): value for key, value in given.values.items()}
        key = found.strip().casefold()
        if key not in table and given.otherwise is None:
            raise NotMapped(f"{what} is {name(found)!r}, which its values do not have; add that, or an otherwise")
        return table.get(key, given.otherwise)


def _fits(rule: Rule, call: Call) -> bool:
    return all(_holds(condition, [*filter(str.strip, call.texts(at))]) for at, condition in rule.when.items())


def _holds(condition: Condition, found: list[str]) -> bool:
    wanted = {one.casefold() for one in condition.any if one is not None}
    holds = any(text.strip().casefold() in wanted for text in found) or (None in condition.any and not found)
    return holds is not condition.negated


def _external(file: HookFile, call: Call) -> str:
    found = call.first(file.ticket.id)
    try:
        return _LINE.validate_python(found)
    except ValidationError:
        raise NotMapped(f"it names no ticket at {_at(file.ticket.id)}; look at ticket.id") from None


def _ticket(file: HookFile, external: str) -> str:
    try:
        return _TICKET.validate_python(f"{file.ticket.prefix}{external}")
    except ValidationError:
        raise NotMapped(
            f"{name(file.ticket.prefix + external)} cannot be a ticket: an id has letters, digits, dots, underscores "
            "and hyphens only, at most 100; look at ticket.id and ticket.prefix"
        ) from None


def _time(sources: tuple[str, ...], call: Call) -> datetime:
    found = call.first(sources)
    if found is None:
        raise NotMapped(f"it says no time at {_at(sources)}; look at event.time")
    at = read_instant(found)
    assert at is not None  # there is one, or it was refused
    return at


def _position(file: HookFile, call: Call) -> float:
    found = call.first(file.event.order) if file.event.order else None
    try:
        position = float(found) if found is not None else 0.0
    except ValueError:
        return 0.0
    # Neither a text that says infinity nor one that says nothing can be put in order.
    return position if abs(position) < 1e15 else 0.0


def _at(sources: tuple[str, ...]) -> str:
    return " or ".join(sources)
