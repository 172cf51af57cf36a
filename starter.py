"""The command line: `python starter.py --help`."""

import sys

from runtime.interrupts import end_quietly_when_interrupted


def main() -> int:
    """Run the command that the process was given, and answer its exit code."""
    # What follows takes a moment to load, in which somebody may press Ctrl-C.
    from cli.app import run
    from runtime.timezones import use_packaged_time_zones

    for stream in (sys.stdout, sys.stderr):
        # Whatever a customer is called, a terminal that cannot print it must not stop the answer.
        stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
    use_packaged_time_zones()
    return run(sys.argv[1:])


if __name__ == "__main__":
    end_quietly_when_interrupted()
    code = main()
    from runtime.process import end

    end(code)
