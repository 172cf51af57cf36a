"""What one process leaves for the next to read: which server runs under a data folder, and where."""

import json
import os
from pathlib import Path
from typing import Any

from runtime.embedded.process import ServerProcess


def write(file: Path, process: ServerProcess, **more: Any) -> None:
    """Replace the record in one step, so that no reader sees half of it."""
    file.parent.mkdir(parents=True, exist_ok=True)
    draft = file.with_name(f"{file.name}.{os.getpid()}")
    draft.write_text(json.dumps({"pid": process.pid, "began": process.began, **more}))
    draft.replace(file)


def read(file: Path) -> dict[str, Any]:
    """The record, or an empty one where there is none that can be read."""
    try:
        found = json.loads(file.read_text())
    except (FileNotFoundError, ValueError):
        return {}
    return found if isinstance(found, dict) and {"pid", "began"} <= found.keys() else {}


def process_of(record: dict[str, Any]) -> ServerProcess | None:
    """The process that a record names, if it still runs."""
    if not record:
        return None
    process = ServerProcess(int(record["pid"]), float(record["began"]))
    return process if process.alive() else None
