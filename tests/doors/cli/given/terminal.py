"""A command in a real terminal of so many columns: what it prints there, colours and all."""

import fcntl
import os
import pty
import re
import struct
import subprocess
import sys
import termios

from rich.cells import cell_len

from tests.doors.cli.given.command_line import ROOT
from tests.patience import PATIENCE

_STYLE = re.compile(r"\x1b\[([0-9;]*)m")


def in_a_terminal(columns: int, *arguments: str, **environment: str) -> str:
    """What a person sees, with the codes that give it colours."""
    theirs = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("SUNDIAL_", "TEMPORAL_")) and name not in ("NO_COLOR", "FORCE_COLOR", "COLUMNS", "TZ")
    }
    ours, terminal = pty.openpty()
    try:
        fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 50, columns, 0, 0))
        process = subprocess.Popen(
            [sys.executable, "starter.py", *arguments],
            cwd=ROOT,
            env={**theirs, "TERM": "xterm-256color", **environment},
            stdout=terminal,
            stderr=terminal,
            stdin=subprocess.DEVNULL,
        )
        os.close(terminal)
        seen = b"".join(_read(ours))
        assert process.wait(PATIENCE) == 0, seen.decode()
    finally:
        os.close(ours)
    return seen.decode().replace("\r\n", "\n")


def _read(descriptor: int) -> list[bytes]:
    parts = list[bytes]()
    while True:
        try:
            part = os.read(descriptor, 65_536)
        except OSError:
            # The last one who had the terminal open closed it.
            return parts
        if not part:
            return parts
        parts.append(part)


def plain(seen: str) -> list[str]:
    """The lines without their colours."""
    return [line.rstrip() for line in _STYLE.sub("", seen).splitlines()]


def widest(seen: str) -> int:
    """The columns of the longest line."""
    return max(cell_len(line) for line in plain(seen))


def codes(seen: str) -> set[str]:
    """Every style that is used."""
    return {code for code in _STYLE.findall(seen) if code not in ("", "0")}
