"""What has begun things that it must end is told to stop, and ends them, however often it is told."""

import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

PROGRAM = """
import asyncio, sys
from runtime.process import end, explained
from runtime.stopping import Stop, run

def say(*words):
    print(*words, flush=True)

async def serve(stop: Stop) -> None:
    say("starting")
    try:
        if sys.argv[1] == "starting":
            await asyncio.sleep(3600)
        say("serving")
        await stop.wait()
        say("draining")
        await asyncio.sleep(3600 if sys.argv[1] == "long" else 0)
    finally:
        say("ending")
        await asyncio.sleep(0.3)
        say("ended")

end(explained(lambda: run(serve)))
"""


class Program:
    """A process that serves."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        assert process.stdout is not None
        self._process, self._out = process, process.stdout

    def says(self, *lines: str) -> None:
        assert tuple(self._out.readline().rstrip("\n") for _ in lines) == lines

    def hears(self, *signs: signal.Signals) -> None:
        for sign in signs:
            self._process.send_signal(sign)

    def ends(self, code: int) -> None:
        rest, err = self._process.communicate(timeout=60)
        assert (self._process.returncode, rest, err) == (code, "", "")


@contextmanager
def running(how: str) -> Iterator[Program]:
    process = subprocess.Popen(
        [sys.executable, "-c", PROGRAM, how], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    yield Program(process)
    assert process.poll() is not None


def test_what_serves_is_told_once_and_ends_in_order() -> None:
    for sign in (signal.SIGINT, signal.SIGTERM):
        with running("short") as program:
            program.says("starting", "serving")
            program.hears(sign)
            program.says("draining", "ending", "ended")
            program.ends(0)


def test_a_second_time_cuts_the_draining_short_and_not_the_ending() -> None:
    with running("long") as program:
        program.says("starting", "serving")
        program.hears(signal.SIGINT)
        program.says("draining")
        program.hears(signal.SIGINT)
        program.says("ending")
        program.hears(signal.SIGINT, signal.SIGTERM)
        program.says("ended")
        program.ends(130)


def test_what_has_not_served_yet_is_interrupted_and_ends_what_it_began() -> None:
    for sign in (signal.SIGINT, signal.SIGTERM):
        with running("starting") as program:
            program.says("starting")
            program.hears(sign)
            program.says("ending")
            program.hears(sign)
            program.says("ended")
            program.ends(130)
