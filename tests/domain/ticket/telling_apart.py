"""Where events are told apart: every place that names a kind of event otherwise than to state one."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from domain.ticket.events import EVENTS

ROOT = Path(__file__).parents[3]
TYPES = {event.__name__ for event in EVENTS}
ELSEWHERE = ("tests", "bench")
IN_SQL = re.compile(r"'([^']*)'")


class Place(NamedTuple):
    """A function, a constant or a query, and the kinds of events that it knows."""

    file: str
    line: int
    name: str
    knows: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.file}:{self.line} {self.name} knows {', '.join(self.knows)}"


@cache
def places() -> tuple[Place, ...]:
    """Where something is done for some kinds of events, and nothing is said of the others."""
    return (*(place for reader in _readers() for place in reader.places()), *_queries())


@cache
def complete() -> tuple[Place, ...]:
    """Every `match` with a word for each event that can come to it, or the compiler does not let it pass."""
    return tuple(place for reader in _readers() for place in reader.complete)


@cache
def _readers() -> tuple["_Reader", ...]:
    return tuple(_Reader(file) for file in _files("*.py") if (ROOT / "domain/ticket/events") not in file.parents)


def _files(pattern: str) -> Iterator[Path]:
    for room in sorted(ROOT.iterdir()):
        if (room / "__init__.py").exists() and room.name not in ELSEWHERE:
            yield from sorted(room.rglob(pattern))


def strings_in(query: str) -> set[str]:
    """The strings that a query names."""
    code = "\n".join(line.partition("--")[0] for line in query.splitlines())
    return set(IN_SQL.findall(code))


def queries() -> Iterator[tuple[Path, str]]:
    """Every query that the product asks."""
    return ((file, file.read_text(encoding="utf-8")) for file in _files("*.sql"))


def _queries() -> Iterator[Place]:
    for file, text in queries():
        if known := strings_in(text) & TYPES:
            yield Place(str(file.relative_to(ROOT)), 1, file.stem, tuple(sorted(known)))


class _Reader(ast.NodeVisitor):
    """Reads a module for the kinds of events that it tells apart."""

    def __init__(self, file: Path) -> None:
        self._file = str(file.relative_to(ROOT))
        self._within: list[ast.stmt] = []
        self._known: dict[ast.stmt | None, set[str]] = {}
        self.complete: list[Place] = []
        text = file.read_text(encoding="utf-8")
        if any(one in text for one in TYPES):
            self.visit(ast.parse(text))

    def places(self) -> Iterator[Place]:
        """Its functions and constants that do so, without what the compiler watches over."""
        for statement, names in self._known.items():
            yield self._place(statement, names)

    def _place(self, statement: ast.stmt | None, names: set[str]) -> Place:
        line = statement.lineno if statement else 1
        return Place(self._file, line, _name_of(statement), tuple(sorted(names)))

    def _in(self, statement: ast.stmt, inside: Iterator[ast.AST] | list[ast.stmt]) -> None:
        self._within.append(statement)
        for node in inside:
            self.visit(node)
        self._within.pop()

    def visit_FunctionDef(self, node: ast.FunctionDef) -> None:
        """What a function takes and gives is for the compiler."""
        self._in(node, node.body)

    def visit_AsyncFunctionDef(self, node: ast.AsyncFunctionDef) -> None:
        self._in(node, node.body)

    def visit_Assign(self, node: ast.Assign) -> None:
        if self._within:
            self.generic_visit(node)
        else:
            self._in(node, ast.iter_child_nodes(node))

    def visit_AnnAssign(self, node: ast.AnnAssign) -> None:
        if node.value:
            self.visit(node.value)

    def visit_Call(self, node: ast.Call) -> None:
        """To state an event is not to tell it apart."""
        states = isinstance(node.func, ast.Name) and node.func.id in TYPES
        for child in ast.iter_child_nodes(node):
            if not (states and child is node.func):
                self.visit(child)

    def visit_Match(self, node: ast.Match) -> None:
        if not _is_complete(node):
            self.generic_visit(node)
            return
        patterns = [one for case in node.cases for one in ast.walk(case.pattern)]
        if names := {one.id for one in patterns if isinstance(one, ast.Name) and one.id in TYPES}:
            self.complete.append(self._place(self._within[-1], names))
        for case in node.cases:
            for statement in case.body:
                self.visit(statement)

    def visit_Compare(self, node: ast.Compare) -> None:
        for one in (node.left, *node.comparators):
            if isinstance(one, ast.Constant) and one.value in TYPES:
                self._knows(str(one.value))
        self.generic_visit(node)

    def visit_Name(self, node: ast.Name) -> None:
        if node.id in TYPES:
            self._knows(node.id)

    def _knows(self, type_: str) -> None:
        self._known.setdefault(self._within[-1] if self._within else None, set()).add(type_)


def _is_complete(node: ast.Match) -> bool:
    last = node.cases[-1].body[-1]
    call = last.value if isinstance(last, ast.Expr) else None
    return isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == "assert_never"


def _name_of(statement: ast.stmt | None) -> str:
    match statement:
        case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name):
            return name
        case ast.Assign(targets=[ast.Name(id=name)]):
            return name
        case _:
            return "the module"
