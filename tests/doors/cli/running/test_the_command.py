"""The command `sundial`: every name leads to its command, and a shell can complete it."""

import os
import subprocess
import sys
import tomllib

import pytest

from doors.cli.app import COMMANDS, GROUPS
from doors.cli.app import commands as all_commands
from tests.doors.cli.given.command_line import ROOT, starter, starter_process
from tests.patience import PATIENCE

NAMES = [name for names in COMMANDS.values() for name in names]


@pytest.mark.parametrize("name", NAMES)
def test_a_command_that_is_loaded_alone_is_the_one_of_that_name(name: str) -> None:
    helped = starter(name, "--help")
    assert helped.code == 0
    assert helped.out.split()[:3] == ["Usage:", "sundial", name]


def test_the_help_text_names_every_command_in_its_order() -> None:
    told = starter("--help").out
    places = [told.index(f"│ {name} ") for name in NAMES]
    assert places == sorted(places)


@pytest.mark.parametrize("name", ["", "--help", "opn", "list "])
def test_whatever_is_no_commands_name_finds_all_of_them(name: str) -> None:
    registered = all_commands(name)
    assert len(registered.registered_commands) == len(NAMES) - len(GROUPS)


def completed(line: str) -> list[str]:
    """What a bash offers at the end of a line."""
    environment = {"_SUNDIAL_COMPLETE": "complete_bash", "COMP_WORDS": line, "COMP_CWORD": str(line.count(" "))}
    return starter_process(**environment).out.split()


def test_a_shell_completes_commands_options_and_what_a_group_holds() -> None:
    assert completed("sundial ack") == ["acknowledge"]
    assert completed("sundial contracts ch") == ["check"]
    assert "--due-within" in completed("sundial list --")


def test_the_installed_command_is_what_the_project_says_it_is() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    [(name, place)] = project["scripts"].items()
    module, function = place.split(":")
    run = f"import sys; sys.argv = ['{name}', 'contracts', 'list']; from {module} import {function}; {function}()"
    done = subprocess.run(
        [sys.executable, "-c", run], cwd=ROOT, env={**os.environ}, capture_output=True, timeout=PATIENCE, check=False
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout == starter_process("contracts", "list").out.encode()
