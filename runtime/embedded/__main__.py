"""`python -m runtime.embedded remove FOLDER [--force]`: stop what runs under a data folder and remove it.

While a worker uses the folder it asks first; without a terminal it refuses, unless it is forced.
"""

import asyncio
import contextlib
import shutil
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from domain.visible import visible
from runtime.embedded.folder.locks import STARTING, USING, alone, is_used
from runtime.embedded.folder.private import NESTED
from runtime.embedded.postgres import Postgres
from runtime.embedded.postgres_home import OUTSIDE
from runtime.embedded.temporal import Temporal
from runtime.errors import ServerError
from runtime.process import end, explained


class StillUsed(ServerError):
    """A data folder that a process uses, and nobody said that it may go."""


async def remove(folder: Path) -> None:
    """Stop the servers of a data folder, whoever uses them, and remove all their data."""
    if (folder / NESTED / STARTING).exists():
        await remove(folder / NESTED)
    async with alone(folder / STARTING):
        await Temporal(folder).stop()
        await Postgres(folder).stop()
        data = (folder / "postgres").resolve()
        if data.parent.parent == OUTSIDE:
            shutil.rmtree(data.parent, ignore_errors=True)
            with contextlib.suppress(OSError):
                OUTSIDE.rmdir()
        shutil.rmtree(folder)


@asynccontextmanager
async def removed(folder: Path) -> AsyncIterator[None]:
    """A data folder for as long as the body lasts: not all of it need lie in the folder, which `remove` knows."""
    try:
        yield
    finally:
        if folder.exists():
            await remove(folder)


def require_consent(folder: Path, *, force: bool) -> None:
    """Ask whoever wants a folder removed that a process uses. Raises `StillUsed` unless they say yes."""
    if force or not any(is_used(place / USING) for place in (folder, folder / NESTED)):
        return
    if not sys.stdin.isatty():
        raise StillUsed(
            f"Sundial runs on {folder} and nothing was removed: end it first (Ctrl-C where `up` runs), or say "
            "`make clean FORCE=1` to stop it and remove all its tickets."
        )
    print(visible(f"Sundial runs on {folder}. Stop it and remove all its tickets? [y/N] "), end="", flush=True)
    if sys.stdin.readline().strip().lower() not in ("y", "yes"):
        raise StillUsed("Nothing was removed.")


def _remove(folder: Path, *, force: bool) -> None:
    require_consent(folder, force=force)
    asyncio.run(remove(folder))


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["remove", folder, *force] if Path(folder).is_dir() and force in ([], ["--force"]):
            end(explained(lambda: _remove(Path(folder).absolute(), force=bool(force))))
        case _:
            sys.exit("usage: python -m runtime.embedded remove FOLDER [--force] (the folder must exist)")
