"""A contract as plain tables of text, for whoever prints it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from pydantic import BaseModel

from domain.contract.contract import Contract
from domain.contract.faults import Path, written
from domain.contract.sourced import Sourced
from domain.contract.spelling import listed


@dataclass(frozen=True, slots=True)
class Summary:
    """A contract on one line."""

    id: str
    name: str
    first_day: date | None
    plans: tuple[str, ...]
    priorities: tuple[str, ...]
    theatres: tuple[str, ...]
    """The names that a request can give, the rest of the world's last."""


@dataclass(frozen=True, slots=True)
class Table:
    """One part of a contract: every row has a cell for each column."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """A choice that was made where a source is silent or ambiguous."""

    field: str
    source: str
    reading: str


def summary(contract: Contract) -> Summary:
    """What tells one contract from another."""
    rest = (contract.rest_of_the_world.name,) if contract.rest_of_the_world else ()
    return Summary(
        id=contract.id,
        name=contract.name,
        first_day=contract.validity.first_day,
        plans=tuple(contract.plans),
        priorities=tuple(contract.priorities),
        theatres=(*contract.theatres, *rest),
    )


def tables(contract: Contract) -> tuple[Table, ...]:
    """What the contract promises, when it escalates, and when its teams work."""
    ladder = (_ladder(contract),) if contract.ladder.rows else ()
    return (
        _priorities(contract),
        _hours(contract),
        _promises(contract),
        *ladder,
        _levels(contract),
        _rules(contract),
    )


def readings(contract: Contract) -> tuple[Reading, ...]:
    """Every reading of the contract, in the order of its sections."""
    blocks = ((path, block) for path, block in _blocks(contract, ()) if block.reading)
    return tuple(Reading(written(path), block.source, block.reading or "") for path, block in blocks)


def _blocks(value: object, here: Path) -> Iterator[tuple[Path, Sourced]]:
    if isinstance(value, Sourced):
        yield here, value
    if isinstance(value, BaseModel):
        value = {name: getattr(value, name) for name in type(value).model_fields}
    if isinstance(value, Mapping):
        for key, inner in value.items():
            yield from _blocks(inner, (*here, str(key)))
    elif isinstance(value, tuple):
        for index, inner in enumerate(value):
            yield from _blocks(inner, (*here, index))


def _priorities(contract: Contract) -> Table:
    rows = ((name, one.names.get("en", name), one.meaning) for name, one in contract.priorities.items())
    return Table("Priorities", ("priority", "name", "meaning"), tuple(rows))


def _hours(contract: Contract) -> Table:
    rows = []
    for name, theatre in contract.theatres.items():
        more = theatre.extension
        extension = f"{_joined(more.days)} {_joined(more.hours)}" if more else "-"
        standard = f"{_joined(theatre.days)} {_joined(theatre.hours)}"
        country = theatre.public_holidays.country
        rows.append((name, theatre.zone, standard, extension, country, _joined(theatre.phones)))
    columns = ("theatre", "time zone", "standard hours", "extension", "public holidays", "phone")
    return Table("Hours", columns, tuple(rows))


def _promises(contract: Contract) -> Table:
    rows = [
        (name, priority, *(str(promise.targets[plan].get(priority, "-")) for plan in contract.plans))
        for name, promise in contract.promises.items()
        for priority in contract.priorities
    ]
    return Table("Promises", ("promise", "priority", *contract.plans), tuple(rows))


def _ladder(contract: Contract) -> Table:
    first = next(iter(contract.levels))
    rows = [
        (priority, level, *(str(contract.ladder.columns[plan][column]) for plan in contract.plans))
        for priority in contract.priorities
        for column, level in contract.ladder.changes(priority, first)
    ]
    return Table("Ladder", ("priority", "level", *contract.plans), tuple(rows))


def _levels(contract: Contract) -> Table:
    rows = []
    for name, level in contract.levels.items():
        asked = listed(level.requested_by) if level.requested_by else "-"
        answers = f"{level.answers.within} ({level.answers.calendar})" if level.answers else "-"
        rows.append((name, level.names.get("en", name), asked, answers))
    return Table("Levels", ("level", "name", "asked for by", "answers within"), tuple(rows))


def _rules(contract: Contract) -> Table:
    silence, on_call = contract.silence, contract.on_call
    rows = [
        ("channels", _joined(contract.channels)),
        ("languages", _joined(contract.languages.supported) if contract.languages else "any"),
        ("warnings", _joined(f"{fraction:.0%}" for fraction in contract.warnings.at)),
        ("ladder counts on", contract.ladder.calendar),
        ("reminders to a silent customer", _joined(silence.reminders)),
        ("step down after", str(silence.step_down)),
        ("proposal to close after", f"{silence.propose_closing} at the lowest priority"),
        ("closing by silence", str(silence.close or "never")),
        ("time to disagree", str(contract.resolved.time_to_disagree)),
        ("a resolution's summary", contract.resolved.summary),
    ]
    if outside := [name for name, level in contract.levels.items() if level.outside]:
        rows.append(("hears only what it is asked", _joined(outside)))
    if on_call:
        rows.append(("on call", f"{_joined(on_call.plans)}: {_joined(on_call.priorities)}, {on_call.calendar}"))
        rows.append(("on call moves", _joined(on_call.promises)))
        rows.append(("on call is reached by", _joined(on_call.channels)))
        rings_for = "any channel" if on_call.alarm == "any-channel" else _joined(on_call.channels)
        rows.append(("alarm on call rings for", rings_for))
    return Table("Rules", ("rule", "value"), tuple(rows))


def _joined(items: Iterable[object]) -> str:
    return ", ".join(str(item) for item in items)
