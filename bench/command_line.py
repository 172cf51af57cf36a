"""What commands cost that need no server, in seconds of CPU: the least of some runs, each in a process of its own.

`.venv/bin/python -m bench.command_line`
"""

import resource
import subprocess
import sys

RUNS = 7
GOLD = ("--contract", "imagiclecare-4.1", "--plan", "gold", "--theatre", "europe")
COMMANDS = (
    ("--help",),
    ("contracts", "list"),
    ("contracts", "show", "imagiclecare-5.0"),
    ("preview", *GOLD, "--priority", "P2"),
    ("list", "--help"),
)
PYTHON = ("-c", "pass")


def main() -> None:
    """Measure and print."""
    nothing = min(_cpu(sys.executable, *PYTHON) for _ in range(RUNS))
    print(f"{'python, doing nothing':60} {nothing:5.2f} s")
    for command in COMMANDS:
        least = min(_cpu(sys.executable, "starter.py", *command) for _ in range(RUNS))
        print(f"{'sundial ' + ' '.join(command):60.60} {least:5.2f} s")


def _cpu(*command: str) -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, stdout=subprocess.DEVNULL, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


if __name__ == "__main__":
    main()
