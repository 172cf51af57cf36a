"""A published contract never changes: a register beside the files pins what each of them says.

The register is a `published.sha256` file as `sha256sum` writes and checks it. A folder without
one pins nothing.
"""

from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from domain.contract.faults import Fault

REGISTER = "published.sha256"


def digest(path: Path) -> str:
    """The SHA-256 of a file, the same whatever line endings a checkout gave it."""
    return sha256(path.read_bytes().replace(b"\r\n", b"\n")).hexdigest()


def altered(folder: Path) -> Iterator[Fault]:
    """A fault for each published file of a folder that is missing or no longer says what was published."""
    register = folder / REGISTER
    if not register.is_file():
        return
    for line in register.read_text(encoding="utf-8").splitlines():
        pinned, name = line.split()
        path = folder / name
        if not path.is_file():
            yield Fault(name, None, "the file", "was published and is missing", "restore it: tickets may run on it")
        elif digest(path) != pinned:
            wrong = "was published and has been edited since"
            yield Fault(name, None, "the file", wrong, "restore it, and copy it under a new id to change it")
