"""`python -m runtime.embedded remove FOLDER`: stop what runs under a data folder and remove it."""

import asyncio
import contextlib
import shutil
import sys
from pathlib import Path

from runtime.embedded.locks import alone
from runtime.embedded.postgres import Postgres
from runtime.embedded.postgres_home import OUTSIDE
from runtime.embedded.temporal import Temporal


async def remove(folder: Path) -> None:
    """Stop the servers of a data folder, whoever uses them, and remove all their data."""
    async with alone(folder / "starting.lock"):
        await Temporal(folder).stop()
        await Postgres(folder).stop()
        data = (folder / "postgres").resolve()
        if data.parent.parent == OUTSIDE:
            shutil.rmtree(data.parent, ignore_errors=True)
            with contextlib.suppress(OSError):
                OUTSIDE.rmdir()
        shutil.rmtree(folder)


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["remove", folder] if Path(folder).is_dir():
            asyncio.run(remove(Path(folder).absolute()))
        case _:
            sys.exit("usage: python -m runtime.embedded remove FOLDER (the folder must exist)")
