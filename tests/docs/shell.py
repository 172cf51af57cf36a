"""What pages tell people to type, typed: Sundial's commands on servers that run, and a few of the shell's own."""

import contextlib
import re
import shlex
import subprocess
from collections.abc import Iterator
from pathlib import Path

from tests.docs.pages import ROOT
from tests.doors.cli.given.command_line import Desk, Outcome, starter

COMMAND = "sundial"
"""How the pages call Sundial's command line."""
HERE = ("cp", "mkdir", "rm", "sed")
"""What is run as it stands, in a folder of its own."""
ELSEWHERE = ("docker", "openssl", "pg_dump", "psql", "temporal")
"""What needs more than there is here: that the page calls it is all that is seen."""
LENT = ("contracts", "examples", "Makefile", ".env.example")
"""What pages take from the project's folder."""

TARGET = re.compile(r"^([a-z]+):", re.MULTILINE)
ASSIGNED = re.compile(r"([A-Z_]+)=(\S+) ")


class Shell:
    """A terminal in a folder, with the variables that were exported in it."""

    def __init__(self, desk: Desk, folder: Path) -> None:
        self._desk, self._folder = desk, folder
        self._exported: dict[str, str] = {}
        for name in LENT:
            (folder / name).symlink_to(ROOT / name)

    def types(self, block: str) -> None:
        """Run a block of commands; each must succeed."""
        for line in _lines(block):
            outcome = self.run(line)
            assert outcome is None or (outcome.code, outcome.err) == (0, ""), f"{line}\n{outcome}"

    def sees(self, block: str) -> None:
        """Run the one command of a block, which must answer what the block shows."""
        [line, *shown] = _lines(block)
        outcome = self.run(line.removeprefix("$ "))
        assert outcome is not None
        assert _words(outcome.out) == _words("\n".join(shown)), outcome

    def run(self, line: str) -> Outcome | None:
        """Run one command, and answer what came of it, where it is Sundial's own."""
        variables = dict(self._exported)
        while assigned := ASSIGNED.match(line):
            variables[assigned[1]] = assigned[2]
            line = line[assigned.end() :]
        if line.startswith(COMMAND):
            return self._sundial(shlex.split(line.removeprefix(COMMAND)), variables)
        match shlex.split(line, comments=True):
            case ["export", assignment]:
                name, _, value = assignment.partition("=")
                self._exported[name] = value
            case ["make", target, *_]:
                assert target in TARGET.findall((ROOT / "Makefile").read_text(encoding="utf-8")), line
            case [".venv/bin/python", "-m", "pytest", *arguments]:
                assert [one for one in arguments if not (one.startswith("-") or (ROOT / one).exists())] == [], line
            case [program, *_] if program in HERE:
                subprocess.run(["bash", "-c", line], cwd=self._folder, check=True)
            case [program, *_]:
                assert program in ELSEWHERE, f"{line!r}: say in this module how {program!r} is run"
        return None

    def _sundial(self, arguments: list[str], variables: dict[str, str]) -> Outcome | None:
        if arguments == ["up"]:
            return None  # It serves already: the desk's servers are those that `up` has started.
        known = {name.removeprefix("SUNDIAL_").lower(): self._folder / value for name, value in variables.items()}
        settings = self._desk.settings.model_copy(update=known)
        with contextlib.chdir(self._folder):
            return starter(*arguments, settings=lambda: settings)


def _lines(block: str) -> Iterator[str]:
    """The commands of a block, those of several lines on one."""
    for line in re.sub(r" *\\\n *", " ", block).splitlines():
        if line.strip():
            yield line


def _words(text: str) -> list[list[str]]:
    return [line.split() for line in text.splitlines() if line.strip()]
