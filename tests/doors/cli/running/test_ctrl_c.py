"""Ctrl-C ends whatever runs, at any moment: with code 130, quietly, and with nothing left behind."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

from runtime.embedded.__main__ import remove
from runtime.embedded.postgres import Postgres
from runtime.embedded.temporal import Temporal
from tests.doors.cli.given.command_line import ROOT

MOMENTS = (0.05, 0.2, 0.4, 0.7, 1.1, 1.6)
"""Seconds after a process has begun to load: in its first imports, at its start, at its work."""

# Says that the interpreter is there, then is the program.
BEGINS = """
import os, sys
sys.argv = sys.argv[1:]
program = compile(open(sys.argv[0]).read(), sys.argv[0], "exec")
os.write(1, b"begun\\n")
exec(program)
"""


class Program:
    """A program at a terminal, whose Ctrl-C goes to it and all that it began."""

    def __init__(self, *arguments: str, **environment: str) -> None:
        theirs = {name: value for name, value in os.environ.items() if not name.startswith(("SUNDIAL_", "TEMPORAL_"))}
        self.process = subprocess.Popen(
            [sys.executable, "-c", BEGINS, *arguments],
            cwd=ROOT,
            env={**theirs, "PYTHONPATH": str(ROOT), **environment},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            start_new_session=True,
        )
        assert self.process.stdout is not None
        assert self.process.stdout.readline() == b"begun\n"

    def interrupted(self, after: float, times: int = 1) -> tuple[int, str]:
        """Its exit code and what it said on standard error."""
        time.sleep(after)
        for _ in range(times):
            if self.process.poll() is None:
                os.killpg(self.process.pid, signal.SIGINT)
                time.sleep(0.05)
        _, err = self.process.communicate(timeout=90)
        return self.process.returncode, err.decode()

    def family(self) -> list[psutil.Process]:
        """It and all that it began."""
        own = psutil.Process(self.process.pid)
        return [own, *own.children(recursive=True)]


@pytest.mark.parametrize("after", MOMENTS)
@pytest.mark.parametrize(
    "arguments",
    [
        ("list",),
        ("oncall", "--directory", "examples/directory.yaml", "--weeks", "26"),
        ("simulate", "examples/incidents.csv", "--zone", "Europe/Rome"),
    ],
    ids=lambda arguments: arguments[0],
)
def test_a_command_that_is_interrupted_says_nothing(arguments: tuple[str, ...], after: float, tmp_path: Path) -> None:
    program = Program("starter.py", *arguments, SUNDIAL_DATA=str(tmp_path / "nothing"))
    code, err = program.interrupted(after)
    # Where it was done before, it has said what it had to say.
    assert (code, err) == (130, "") or code in (0, 1), err
    assert "Traceback" not in err


@pytest.mark.parametrize("times", [1, 3])
def test_many_processes_at_work_end_with_the_one_that_began_them(tmp_path: Path, times: int) -> None:
    head, *rows = (ROOT / "examples" / "incidents.csv").read_text().splitlines()
    file = tmp_path / "many.csv"
    file.write_text("\n".join([head, *(row.replace("H-", f"H{n}-", 1) for n in range(700) for row in rows)]))
    program = Program("starter.py", "simulate", str(file), "--zone", "Europe/Rome", "--processes", "2")
    until = time.monotonic() + 60
    while len(program.family()) < 4:  # itself, two at work, and the one that keeps track of what they share
        assert program.process.poll() is None
        assert time.monotonic() < until
        time.sleep(0.02)
    family = program.family()
    code, err = program.interrupted(0.5, times)
    assert (code, err) == (130, "")
    assert psutil.wait_procs(family, timeout=20)[1] == []


@pytest.mark.parametrize("after", MOMENTS)
@pytest.mark.parametrize("times", [1, 3])
async def test_up_that_is_interrupted_while_it_starts_leaves_no_server(data: Path, after: float, times: int) -> None:
    code, err = Program("starter.py", "up", SUNDIAL_DATA=str(data)).interrupted(after, times)
    # 0: it served already, and Ctrl-C is how that ends.
    assert code in (0, 130)
    assert "Traceback" not in err
    assert Temporal(data).process is None or not data.exists()
    assert Postgres(data).process is None or not data.exists()
    if data.exists():
        await remove(data)


@pytest.mark.parametrize("after", [0.05, 0.6, 2.5])
@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGTERM])
def test_a_worker_that_waits_for_its_servers_ends_at_once(after: float, sign: signal.Signals) -> None:
    program = Program(
        "worker.py",
        SUNDIAL_MODE="external",
        SUNDIAL_DATABASE_URL="postgresql://sundial@127.0.0.1:1/sundial",
        TEMPORAL_ADDRESS="127.0.0.1:1",
    )
    time.sleep(after)
    program.process.send_signal(sign)
    _, err = program.process.communicate(timeout=60)
    # A signal that comes before anything listens ends a process as its kind does.
    assert program.process.returncode in (130, -sign)
    assert len(err.splitlines()) <= 1, err
    assert b"Traceback" not in err
