"""The command line as people run it: in this process, or in one of its own."""

import json
import logging
import os
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import Any

from doors.cli.app import run
from runtime.settings import Settings
from tests.patience import PATIENCE

ROOT = Path(__file__).parents[4]


@dataclass(frozen=True)
class Outcome:
    """What a command answered."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        assert self.code == 0, self.err
        return json.loads(self.out)

    @property
    def refusal(self) -> str:
        """The sentence of a refusal, of which nothing else is said."""
        assert (self.code, self.out) == (1, ""), (self.code, self.out, self.err)
        return self.err.removesuffix("\n")

    @property
    def misunderstanding(self) -> str:
        assert (self.code, self.out) == (2, ""), (self.code, self.out, self.err)
        return self.err.removesuffix("\n")


def starter(*arguments: str, settings: Callable[[], Settings] = Settings) -> Outcome:
    """Run a command in this process, in a thread of its own, so that it can have a loop of its own."""
    out, err = StringIO(), StringIO()
    root = logging.getLogger()
    handlers, level = list(root.handlers), root.level
    try:
        with redirect_stdout(out), redirect_stderr(err), ThreadPoolExecutor(1) as pool:
            code = pool.submit(run, arguments, settings).result()
    finally:
        root.handlers[:] = handlers
        root.setLevel(level)
    return Outcome(code, out.getvalue(), err.getvalue())


def starter_process(*arguments: str | bytes, **environment: str) -> Outcome:
    """Run a command in a process of its own, with nothing of ours in its environment but what is given."""
    theirs = {name: value for name, value in os.environ.items() if not name.startswith(("SUNDIAL_", "TEMPORAL_"))}
    done = subprocess.run(
        [sys.executable, "starter.py", *arguments],
        cwd=ROOT,
        env={**theirs, **environment},
        capture_output=True,
        timeout=PATIENCE,
        check=False,
    )
    return Outcome(done.returncode, done.stdout.decode(), done.stderr.decode())


@dataclass(frozen=True)
class Desk:
    """The command line on servers that run."""

    settings: Settings

    def __call__(self, *arguments: str) -> Outcome:
        return starter(*arguments, settings=lambda: self.settings)

    def opens(self, ticket: str, *more: str, **differing: str) -> Any:
        """Open a ticket of a gold customer in Europe, or one that differs; where it stands."""
        given = {
            "customer": "Grand Hotel Aurora",
            "subject": "No call reaches the front desk",
            "contract": "imagiclecare-4.1",
            "plan": "gold",
            "theatre": "europe",
            "priority": "P2",
            **differing,
        }
        options = [word for name, value in given.items() for word in (f"--{name.replace('_', '-')}", value)]
        return self("open", "--ticket", ticket, *options, *more, "--json").json

    def events(self, ticket: str) -> list[str]:
        """What happened to a ticket, by the type of each event."""
        return [recorded["event"]["type"] for recorded in self("show", ticket, "--json").json["events"]]
