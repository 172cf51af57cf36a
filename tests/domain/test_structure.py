"""Imports point inward, the domain asks nothing of the world, and its words read as what they are."""

import ast
import subprocess
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from itertools import pairwise
from pathlib import Path
from typing import Any, get_args

import grimp
import pytest
from importlinter.api import read_configuration
from pydantic import BaseModel

from domain.ticket.commands import Command, OpenTicket
from domain.ticket.events import Event

ROOT = Path(__file__).parents[2]
ROOMS = {init.parent.name for init in ROOT.glob("*/__init__.py")}
LINTER = Path(sys.executable).with_name("lint-imports")
LIBRARIES_OF_THE_DOMAIN = {"pydantic", "pydantic_core", "annotated_types", "numpy"}
OF_THE_WORLD = {
    "os",
    "io",
    "time",
    "random",
    "secrets",
    "uuid",
    "pathlib",
    "shutil",
    "subprocess",
    "socket",
    "tempfile",
}
QUESTIONS = {"now", "utcnow", "today", "fromtimestamp", "time_ns", "getenv", "environ", "uuid4", "urandom"}
"""`fromtimestamp` without a zone reads the machine's own; business time has no need of it."""
WORLDLY = {"open", "input", "print", "eval", "exec", "__import__"}


def modules(folder: str) -> list[Path]:
    found = sorted((ROOT / folder.replace(".", "/")).rglob("*.py"))
    assert found, f"{folder} has no module"
    return found


def tree(module: Path) -> ast.Module:
    return ast.parse(module.read_text(encoding="utf-8"), filename=str(module))


def imported(module: Path) -> Iterator[str]:
    for node in ast.walk(tree(module)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module}: import by the full name"
            whole = {f"{node.module}.{alias.name}" for alias in node.names}
            rooms = {name for name in whole if is_ours(name)}
            yield from rooms or {f"{node.module}"}


def is_ours(name: str) -> bool:
    place = ROOT / name.replace(".", "/")
    return place.is_dir() or place.with_suffix(".py").exists()


def test_every_room_imports_only_what_the_contracts_in_pyproject_let_it() -> None:
    linted = subprocess.run([LINTER, "--no-cache", "--no-logo"], cwd=ROOT, capture_output=True, text=True)
    assert linted.returncode == 0, f"{linted.stdout}{linted.stderr}"


def test_no_room_at_the_top_is_left_out_of_the_contracts() -> None:
    options = read_configuration(f"{ROOT / 'pyproject.toml'}")
    [outward] = [one for one in options["contracts_options"] if one["name"].startswith("Each room at the top")]
    layered = {room.strip() for layer in outward["layers"] for room in layer.split("|")}
    assert layered == set(options["session_options"]["root_packages"]) == ROOMS


def room(module: str) -> str:
    place = ROOT / module.replace(".", "/")
    return module if place.is_dir() else module.rpartition(".")[0]


def test_no_rooms_look_into_each_other_in_a_circle() -> None:
    """Nor does a room and one within it: either the outer has what the inner ones need, or it puts them together."""
    graph = grimp.build_graph(*ROOMS, cache_dir=None)
    looks: dict[str, set[str]] = defaultdict(set)
    for module in graph.modules:
        looked_at = {room(imported) for imported in graph.find_modules_directly_imported_by(module)}
        looks[room(module)] |= looked_at - {room(module)}
    assert len(looks) > len(ROOMS)
    try:
        TopologicalSorter(looks).prepare()
    except CycleError as circle:
        [_, rooms] = circle.args
        imports = {(one, other): _imports(graph, one, other) for other, one in pairwise(rooms)}
        pytest.fail(f"these rooms look into each other: {imports}")


def _imports(graph: grimp.ImportGraph, one: str, other: str) -> list[str]:
    return [
        f"{module} imports {imported}"
        for module in sorted(graph.modules)
        for imported in sorted(graph.find_modules_directly_imported_by(module))
        if (room(module), room(imported)) == (one, other)
    ]


def test_the_domain_knows_the_standard_library_pydantic_and_numpy_only() -> None:
    foreign = [
        f"{module.relative_to(ROOT)} imports {name}"
        for module in modules("domain")
        for name in imported(module)
        if name.split(".")[0] not in {*sys.stdlib_module_names, *LIBRARIES_OF_THE_DOMAIN, "domain"}
    ]
    assert foreign == []


def test_the_domain_imports_nothing_with_which_one_asks_the_world() -> None:
    asking = [
        f"{module.relative_to(ROOT)} imports {name}"
        for module in modules("domain")
        for name in imported(module)
        if name.split(".")[0] in OF_THE_WORLD
    ]
    assert asking == []


def test_the_domain_never_asks_the_time_the_environment_a_file_or_chance() -> None:
    asking = [
        f"{module.relative_to(ROOT)}:{node.lineno}"
        for module in modules("domain")
        for node in ast.walk(tree(module))
        if (isinstance(node, ast.Attribute) and node.attr in QUESTIONS)
        or (isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in WORLDLY)
    ]
    assert asking == []


def choices(union: Any) -> tuple[type[BaseModel], ...]:
    return get_args(get_args(union)[0])


COMMANDS: tuple[type[BaseModel], ...] = (OpenTicket, *choices(Command))
EVENTS = choices(Event)
SPOKEN = {"RecordCustomerResponse": "customer_responded", "RecordThirdPartyResponse": "third_party_responded"}
"""These two are named for what their senders have to say."""
PAST = ("ed", "Given", "Kept", "Withdrawn")


def test_every_command_is_named_in_the_imperative_by_its_type() -> None:
    for command in COMMANDS:
        snake = "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in command.__name__)[1:]
        type_ = command.model_fields["type"].default
        assert type_ in (SPOKEN.get(command.__name__, snake), snake.removesuffix("_ticket"))
        assert not command.__name__.endswith(PAST)


def test_every_event_is_named_in_the_past_tense_by_its_type() -> None:
    for event in EVENTS:
        assert event.model_fields["type"].default == event.__name__
        assert event.__name__.endswith(PAST)


@pytest.mark.parametrize("model", [*COMMANDS, *EVENTS], ids=lambda model: model.__name__)
def test_every_command_and_event_is_frozen_and_takes_no_other_field_and_no_other_type(model: type[BaseModel]) -> None:
    assert model.model_config.get("frozen") is True
    assert model.model_config.get("extra") == "forbid"
    field = model.model_fields["type"]
    assert get_args(field.annotation) == (field.default,)


def test_no_two_commands_and_no_two_events_share_a_type() -> None:
    for models in (COMMANDS, EVENTS):
        types = [model.model_fields["type"].default for model in models]
        assert len(set(types)) == len(types) > 10


def test_every_event_says_when_it_was_true_first() -> None:
    assert {next(iter(event.model_fields)) for event in EVENTS} == {"occurred_at"}


MOST_FILES, MOST_ROOMS, MOST_LINES = 14, 15, 220


def kept() -> list[Path]:
    """The files that are kept: what is made beside them is in none of these folders."""
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return [Path(line) for line in listed.splitlines() if (ROOT / line).is_file()]


def test_a_room_can_be_taken_in_at_a_look() -> None:
    # Pages are found by their tables of contents, not by looking into a folder.
    rooms = Counter(file.parent for file in kept() if file.parent != Path() and file.suffix != ".md")
    assert {f"{room}: {files} files" for room, files in rooms.items() if files > MOST_FILES} == set()


def test_there_are_few_rooms_at_the_top() -> None:
    top = {file.parts[0] for file in kept() if len(file.parts) > 1 and not file.parts[0].startswith(".")}
    assert len(top) <= MOST_ROOMS


def test_every_room_says_in_its_init_what_it_is() -> None:
    # What is shown to others stands alone, and is no room.
    alone = ("tests", "bench", "docs", "examples")
    rooms = {file.parent for file in kept() if file.suffix == ".py" and file.parts[0] not in alone}
    said = {room: ROOT / room / "__init__.py" for room in rooms - {Path()}}
    assert [f"{room}" for room, file in said.items() if not file.exists() or not ast.get_docstring(tree(file))] == []


def test_every_module_can_be_read_at_a_sitting() -> None:
    modules = [file for file in kept() if file.suffix == ".py" and file.parts[0] not in ("tests", "bench")]
    lines = {file: len((ROOT / file).read_text(encoding="utf-8").splitlines()) for file in modules}
    assert {f"{file}: {count} lines" for file, count in lines.items() if count > MOST_LINES} == set()
