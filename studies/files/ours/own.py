"""What Sundial's own two formats share: an incident is an opening and commands, each a flat set of fields."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, get_args

from pydantic import ValidationError

from domain.contract.spelling import instead
from domain.deciding.parsing import read_command, read_opening
from domain.errors import DomainError
from domain.terms.request import Request
from domain.ticket.commands import Command
from studies.files.dates.order import DateOrder
from studies.files.drafts import Understood
from studies.files.exported_time import RIGHT, read
from studies.files.incidents import Incident
from studies.files.policy import Policy, priority

COMMANDS = {kind.model_fields["type"].default: kind for kind in get_args(get_args(Command)[0])}
"""Every command by its type."""
OF_A_REQUEST = tuple(Request.model_fields)
OF_AN_OPENING = ("ticket", "customer", "subject", "at", "received_at", *OF_A_REQUEST)


class _Unreadable(DomainError):
    """A row that cannot be understood."""


@dataclass(frozen=True)
class Own:
    """How the rows of Sundial's own formats become incidents: wall clocks in a zone, the rest by a policy."""

    zone: str
    policy: Policy
    priorities: Mapping[str, tuple[str, ...]]
    asked: DateOrder | None = None
    """The order of day and month, where it was given and need not be proven."""

    def opening(self, fields: Mapping[str, Any], column: str | None, order: DateOrder | None) -> dict[str, Any]:
        """The fields of the incident that a row opens. Raises a `DomainError`."""
        unknown = [name for name in fields if name not in (*OF_AN_OPENING, self.policy.column)]
        if unknown:
            raise _Unreadable(f"an opening has no {unknown[0][:100]}: {instead(unknown[0][:100], OF_AN_OPENING)}")
        choice = self.policy.choice(column)
        asked = {**choice.fields(), **{name: fields[name] for name in OF_A_REQUEST if name in fields}}
        contract, ranked = asked.get("contract"), asked.get("priority")
        if isinstance(contract, str) and contract in self.priorities and isinstance(ranked, str):
            asked["priority"] = priority(ranked, choice, self.priorities[contract])
        plain = {name: fields[name] for name in ("ticket", "customer", "subject") if name in fields}
        opened = read_opening({**plain, "request": asked})
        at = self.instant(fields.get("at"), None, order)
        received = self.instant(fields["received_at"], at, order) if "received_at" in fields else None
        return {
            "id": opened.ticket,
            "opened_at": at,
            "received_at": received,
            "customer": opened.customer,
            "subject": opened.subject,
            "request": opened.request,
        }

    def instant(self, text: Any, floor: datetime | None, order: DateOrder | None) -> datetime:
        """An instant as a row writes it. Raises a `DomainError`, for one that lies before `floor` too."""
        text = as_text(text)
        if not isinstance(text, str):
            missing = "the row has no at" if text is None else "the row's at is no text"
            raise _Unreadable(f"{missing}; {RIGHT}")
        at = read(text, self.zone, order).not_before(floor)
        if floor is not None and at < floor:
            raise _Unreadable(f"{text} lies before what the incident has behind it; write what happens in order")
        return at


@dataclass(slots=True)
class Growing:
    """One incident as its rows are read."""

    own: Own
    id: str
    order: DateOrder | None = None
    understood: Understood = field(default_factory=Understood)
    _opening: dict[str, Any] | None = None
    _commands: list[Any] = field(default_factory=list)
    _floor: datetime | None = None
    _ids: set[str] = field(default_factory=set)

    def open(self, line: int, fields: Mapping[str, Any], column: str | None) -> None:
        """A row that opens the incident."""
        try:
            if self._opening is not None:
                raise _Unreadable(f"{self.id} is open already; a new problem needs an id of its own")
            opening = self.own.opening(fields, column, self.order)
        except (DomainError, ValidationError) as fault:
            self.understood.lose(line, self.id, sentence(fault))
            return
        self._opening, self._floor = opening, opening["received_at"] or opening["opened_at"]
        self.understood.rows.used += 1

    def command(self, line: int, type_: str, fields: Mapping[str, Any], number: int = 0) -> None:
        """A row, or the part `number` of one, that brings a command."""
        try:
            if self._opening is None:
                raise _Unreadable(f"{self.id} is not open yet; a row with the command open comes first")
            if type_ not in COMMANDS:
                raise _Unreadable(f"there is no command {type_[:100]!r}: {instead(type_[:100], ('open', *COMMANDS))}")
            at = self.own.instant(fields.get("at"), self._floor, self.order)
            id_ = fields.get("id") or f"{line}:{number or ''}{type_}"
            command = read_command(type_, {**fields, "at": at, "id": id_})
            if command.id in self._ids:
                raise _Unreadable(f"the id {command.id} is another command's; give each its own, or none")
        except DomainError as fault:
            self.understood.lose(line, self.id, fault.sentence)
            return
        self._ids.add(str(command.id))
        self._commands.append(command)
        self.understood.lines.append(line)
        self._floor = at
        self.understood.rows.used += 1

    def finished(self) -> Understood:
        """What the rows came to."""
        if self._opening is not None:
            self.understood.incident = Incident(commands=tuple(self._commands), **self._opening)
        return self.understood

    def lose(self, line: int, fault: str) -> None:
        """A row that is none."""
        self.understood.lose(line, self.id, fault)


def as_text(at: Any) -> Any:
    """An instant as text where JSON has it as a number; anything else as it is."""
    return str(at) if isinstance(at, int | float) and not isinstance(at, bool) else at


def sentence(fault: DomainError | ValidationError) -> str:
    """What a person reads about a row that cannot be understood."""
    if isinstance(fault, DomainError):
        return fault.sentence.removeprefix("open: ").replace("request.", "")
    return "; ".join(f"{'.'.join(str(part) for part in error['loc'])}: {error['msg']}" for error in fault.errors())


def flags(fields: Iterable[tuple[str, str]]) -> dict[str, Any]:
    """The cells of a CSV row that are not empty, with true and false as such."""
    plain = {"true": True, "false": False}
    return {
        name: plain.get(text.lower(), text) if name == "accepts_solution" else text for name, text in fields if text
    }
