"""A contract as people read it, and as plain values for JSON."""

from collections.abc import Iterator
from typing import Any

from domain.contract.contract import Contract
from domain.contract.describe import readings, tables
from domain.contract.sourced import Sourced
from doors.application.showing.plain import as_plain
from doors.cli.rendering import say, show_table


def show_contract(contract: Contract) -> None:
    """The contract on standard output: its documents, tables, facts and readings."""
    first_day = contract.validity.first_day
    say(f"{contract.id}: {contract.name}, {contract.vendor}", f"valid from {first_day or 'the start of the licences'}")
    documents = [(name, one.language, one.title) for name, one in contract.documents.items()]
    show_table("Documents", ("document", "language", "title"), documents)
    for table in tables(contract):
        show_table(table.title, table.columns, table.rows)
    show_table("Facts", ("fact", "says", "source"), _facts(contract))
    rows = [(one.field, one.reading, one.source) for one in readings(contract)]
    show_table("Readings: where a source is silent or unclear", ("field", "read as", "source"), rows)


def _facts(contract: Contract) -> Iterator[tuple[str, str, str]]:
    for name in type(contract.facts).model_fields:
        found = getattr(contract.facts, name)
        for fact in found if isinstance(found, tuple) else (found,):
            if isinstance(fact, Sourced):
                yield name.replace("_", " "), _said(fact), fact.source


def _said(fact: Sourced) -> str:
    said = as_plain(fact)
    parts = {name: inner for name, inner in said.items() if name not in ("source", "reading") and inner is not None}
    if set(parts) == {"says"}:
        return str(parts["says"])
    return "\n".join(f"{name.replace('_', ' ')}: {_words(inner)}" for name, inner in parts.items())


def _words(value: Any) -> str:
    match value:
        case dict():
            return "; ".join(f"{name}: {_words(inner)}" for name, inner in value.items())
        case list():
            return "; ".join(_words(inner) for inner in value)
        case _:
            return str(value)
