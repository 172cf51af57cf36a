"""Who may start servers, and who still uses them: two locks that the kernel frees when a process dies."""

import asyncio
import contextlib
import fcntl
import os
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from runtime.embedded.folder import private
from runtime.errors import ServerError

STARTING, USING = "starting.lock", "using.lock"
"""Their files in a data folder."""


class FolderGone(ServerError):
    """A data folder was removed while it was used."""

    def __init__(self, folder: Path) -> None:
        super().__init__(f"The data folder {folder} was removed, and with it all that was in it.")


@asynccontextmanager
async def alone(file: Path, patience: float = 60.0, *, make: bool = True) -> AsyncIterator[None]:
    """Hold `file` for this task alone; others wait for up to `patience` seconds.

    It is made if it is not there, unless its folder may be removed at this moment.

    Raises:
        ServerError: somebody else held it for all that time, or its folder was removed meanwhile.

    """
    until = asyncio.get_running_loop().time() + patience
    handle = _open(file, make)
    try:
        while not (_try(handle, fcntl.LOCK_EX) and _is_still(file, handle)):
            if asyncio.get_running_loop().time() > until:
                raise ServerError(
                    f"Another process has been starting or stopping the servers under {file.parent} for "
                    f"{patience:.0f} s: wait for it or end it, then try again."
                )
            await asyncio.sleep(0.02)
            if not _is_still(file, handle):
                stale, handle = handle, _open(file, make)
                os.close(stale)
        yield
    finally:
        os.close(handle)


class Presence:
    """A process's mark that it uses the servers of a data folder, gone when the process is."""

    def __init__(self, file: Path) -> None:
        """Mark this process as a user. Call it while holding the lock for starting."""
        self._file = file
        self._handle = _open(file)
        if not _insisting(self._handle, fcntl.LOCK_SH):
            os.close(self._handle)
            raise ServerError(f"{file} is locked by something that is not Sundial: end it, then try again.")

    @property
    def stands(self) -> bool:
        """Whether the mark is still there for others to see: it is not once the folder was removed."""
        return _is_still(self._file, self._handle)

    def leave(self) -> bool:
        """Take the mark away; true if nobody else is left. Call it while holding the lock for starting."""
        last = _insisting(self._handle, fcntl.LOCK_EX)
        os.close(self._handle)
        return last


def is_used(file: Path) -> bool:
    """Whether a process has its mark there."""
    try:
        handle = os.open(file, os.O_RDWR)
    except OSError:
        return False
    try:
        return not _try(handle, fcntl.LOCK_EX)
    finally:
        os.close(handle)


def _insisting(handle: int, kind: int) -> bool:
    """Try for longer than `is_used` holds the lock for its look."""
    for _ in range(20):
        if _try(handle, kind):
            return True
        time.sleep(0.005)
    return False


def _open(file: Path, make: bool = True) -> int:
    try:
        return private.opened(file, os.O_RDWR) if make else os.open(file, os.O_RDWR)
    except FileNotFoundError:
        raise FolderGone(file.parent) from None


def _is_still(file: Path, handle: int) -> bool:
    """Whether the file of that name is the one that was opened."""
    with contextlib.suppress(FileNotFoundError):
        return os.path.samestat(os.stat(file), os.fstat(handle))
    return False


def _try(handle: int, kind: int) -> bool:
    try:
        fcntl.flock(handle, kind | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
