"""A data folder is its user's alone: whatever the umask says, nobody else lists it or reads what lies in it."""

import os
from contextlib import suppress
from pathlib import Path

from runtime.errors import ServerError

FOLDER, FILE = 0o700, 0o600
UMASK = 0o077
"""For the servers' processes, whose files are made by them."""

MARKS = frozenset({"installation.json", "starting.lock", "using.lock"})
"""What lies in no folder but Sundial's."""
OURS = MARKS | {"logs", "postgres", "postgres.json", "postgres.new", "temporal", "temporal.json"}
"""All that the embedded servers make in a data folder."""
NESTED = "demo"
"""A data folder in a data folder."""
ANYWHERE = frozenset({"lost+found"})
"""What a file system puts there by itself."""


def take(folder: Path) -> None:
    """Make a data folder, or take one that is there, for this user alone; what stands open in it is closed.

    PostgreSQL's own folder is left to it: it does not start where others may read there.

    Raises:
        ServerError: it cannot be made, belongs to somebody else, or holds what is not Sundial's.

    """
    try:
        make(folder)
        _refuse_another_use(folder)
        folder.chmod(FOLDER)
        for place in folder.iterdir():
            if is_ours(place.name) and not place.name.startswith("postgres"):
                _close(place)
    except OSError as fault:
        raise ServerError(
            f"{folder} cannot be the data folder of this user ({fault.strerror}): set SUNDIAL_DATA to one that is "
            "yours, or to a path where you may make one."
        ) from None


def is_ours(name: str) -> bool:
    """Whether the embedded servers make something of that name in a data folder, drafts of it included."""
    return name in OURS or name.partition(".json.")[0] + ".json" in OURS


def make(folder: Path) -> None:
    """Make a folder for this user alone; folders that are missing above it are made as the umask says."""
    if not folder.is_dir():
        folder.mkdir(mode=FOLDER, parents=True, exist_ok=True)
        folder.chmod(FOLDER)


def opened(file: Path, flags: int) -> int:
    """A handle of a file in a data folder, which is made for this user alone if it is not there."""
    handle = os.open(file, flags | os.O_CREAT, FILE)
    os.fchmod(handle, FILE)
    return handle


def _close(place: Path) -> None:
    if place.is_symlink():
        return
    # What servers that run write there for a moment can be gone again.
    with suppress(FileNotFoundError):
        if place.is_dir():
            place.chmod(FOLDER)
            for within in place.iterdir():
                _close(within)
        else:
            place.chmod(FILE)


def _refuse_another_use(folder: Path) -> None:
    names = {place.name for place in folder.iterdir()} - ANYWHERE
    foreign = sorted(name for name in names if name != NESTED and not is_ours(name))
    if foreign and not names & MARKS:
        raise ServerError(
            f"{folder} holds other things ({', '.join(foreign[:3])}{', ...' if len(foreign) > 3 else ''}): Sundial "
            f"keeps its data in a folder of its own, which no other user can enter; set SUNDIAL_DATA to one, such as "
            f"{folder / 'sundial'}."
        )
