"""What the command `sundial` runs, and `starter.py` too."""

import sys

from runtime.interrupts import end_quietly_when_interrupted


def main() -> None:
    """Run the command that this process was given, and end it with the command's exit code."""
    end_quietly_when_interrupted()
    # What follows takes a moment to load, in which somebody may press Ctrl-C.
    from doors.cli.app import run
    from runtime.process import end
    from runtime.timezones import use_packaged_time_zones

    for stream in (sys.stdout, sys.stderr):
        # Whatever a customer is called, a terminal that cannot print it must not stop the answer.
        stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
    use_packaged_time_zones()
    end(run(sys.argv[1:]))
