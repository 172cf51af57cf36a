"""The command line: `python starter.py --help`."""

import sys

from cli.app import run
from runtime.process import end
from runtime.timezones import use_packaged_time_zones


def main() -> int:
    """Run the command that the process was given, and answer its exit code."""
    for stream in (sys.stdout, sys.stderr):
        # Whatever a customer is called, a terminal that cannot print it must not stop the answer.
        stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
    use_packaged_time_zones()
    return run(sys.argv[1:])


if __name__ == "__main__":
    end(main())
