"""Who may start servers, and who still uses them: two locks that the kernel frees when a process dies."""

import asyncio
import fcntl
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from runtime.errors import ServerError


@asynccontextmanager
async def alone(file: Path, patience: float = 60.0) -> AsyncIterator[None]:
    """Hold `file` for this task alone; others wait for up to `patience` seconds.

    Raises:
        ServerError: somebody else held it for all that time.

    """
    handle = _open(file)
    try:
        until = asyncio.get_running_loop().time() + patience
        while not _try(handle, fcntl.LOCK_EX):
            if asyncio.get_running_loop().time() > until:
                raise ServerError(
                    f"Another process has been starting or stopping the servers under {file.parent} for "
                    f"{patience:.0f} s: wait for it or end it, then try again."
                )
            await asyncio.sleep(0.02)
        yield
    finally:
        os.close(handle)


class Presence:
    """A process's mark that it uses the servers of a data folder, gone when the process is."""

    def __init__(self, file: Path) -> None:
        """Mark this process as a user. Call it while holding the lock for starting."""
        self._handle = _open(file)
        if not _try(self._handle, fcntl.LOCK_SH):
            os.close(self._handle)
            raise ServerError(f"{file} is locked by something that is not Sundial: end it, then try again.")

    def leave(self) -> bool:
        """Take the mark away; true if nobody else is left. Call it while holding the lock for starting."""
        last = _try(self._handle, fcntl.LOCK_EX)
        os.close(self._handle)
        return last


def _open(file: Path) -> int:
    file.parent.mkdir(parents=True, exist_ok=True)
    return os.open(file, os.O_RDWR | os.O_CREAT, 0o600)


def _try(handle: int, kind: int) -> bool:
    try:
        fcntl.flock(handle, kind | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
