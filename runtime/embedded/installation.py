"""The id of an installation, made once for each data folder. Its servers know it, and so tell their own from others."""

import json
import os
from pathlib import Path
from typing import Any
from uuid import uuid4

from runtime.embedded.folder import private
from runtime.errors import ServerError

FILE = "installation.json"


def id_of(folder: Path) -> str:
    """The id of the installation whose data lies in `folder`, made if it has none.

    Raises:
        ServerError: its file cannot be read.

    """
    file = folder / FILE
    if not file.exists():
        draft = _drafted(file, {"id": str(uuid4())})
        try:
            # Of two processes at the same moment the first one's id stays.
            os.link(draft, file)
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return str(_read(file)["id"])


def known_id(folder: Path) -> str | None:
    """The id, or `None` where the folder has none, or is none. Raises a `ServerError` as `id_of`."""
    found = _read(folder / FILE)
    return str(found["id"]) if found else None


def had(folder: Path, what: str) -> bool:
    """Whether its `postgres` or its `temporal` was once made."""
    return bool(_read(folder / FILE).get(what))


def remember(folder: Path, what: str) -> None:
    """Know from now on that its `postgres` or its `temporal` was made."""
    file = folder / FILE
    if not had(folder, what):
        _drafted(file, {**_read(file), what: True}).replace(file)


def _drafted(file: Path, content: dict[str, Any]) -> Path:
    draft = file.with_name(f"{file.name}.{uuid4().hex}")
    handle = private.opened(draft, os.O_WRONLY | os.O_TRUNC)
    with os.fdopen(handle, "w") as out:
        json.dump(content, out)
    return draft


def _read(file: Path) -> dict[str, Any]:
    try:
        found = json.loads(file.read_text())
    except FileNotFoundError:
        return {}
    except (OSError, ValueError):
        found = None
    if not isinstance(found, dict) or not isinstance(found.get("id"), str):
        raise ServerError(
            f"{file} does not say which installation this is: put it back from a copy, or take another SUNDIAL_DATA."
        )
    return found
