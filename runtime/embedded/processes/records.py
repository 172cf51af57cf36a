"""What one process leaves for the next to read: which server runs under a data folder, and where."""

import json
import os
from pathlib import Path
from typing import Any

from runtime.embedded.folder import private
from runtime.embedded.processes.process import ServerProcess
from runtime.errors import ServerError


def write(file: Path, process: ServerProcess, **more: Any) -> None:
    """Replace the record in one step, so that no reader sees half of it."""
    draft = file.with_name(f"{file.name}.{os.getpid()}")
    content = {"pid": process.pid, "began": process.began, "folder": _folder(file), **more}
    with os.fdopen(private.opened(draft, os.O_WRONLY | os.O_TRUNC), "w") as out:
        json.dump(content, out)
    draft.replace(file)


def read(file: Path) -> dict[str, Any]:
    """The record, or an empty one where there is none that can be read.

    Raises:
        ServerError: it is another user's.

    """
    try:
        found = json.loads(file.read_text())
    except PermissionError:
        raise ServerError(f"{file.parent} is another user's: set SUNDIAL_DATA to a folder of yours.") from None
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) and {"pid", "began"} <= found.keys() else {}


def process(file: Path) -> ServerProcess | None:
    """The process that the record names, if it still runs, and runs for this folder."""
    record = read(file)
    try:
        # In a copy of a data folder the record names the server of the original.
        if not record or record.get("folder") != _folder(file):
            return None
    except FileNotFoundError:
        # It was removed just now.
        return None
    found = ServerProcess(int(record["pid"]), float(record["began"]))
    return found if found.alive() else None


def _folder(file: Path) -> int:
    """What tells a folder from a copy of it, whatever it is called by now."""
    return file.parent.stat().st_ino
