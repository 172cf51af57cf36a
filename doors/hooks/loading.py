"""Reading a folder of hook files: one for each system, every fault of every file told at once."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from contracts.yaml_file import Unreadable, YamlFile
from domain.contract.faults import Fault, written
from domain.contract.library import Library
from doors.hooks.checking import examine
from doors.hooks.errors import HookFaults
from doors.hooks.file import HookFile
from people.channels.secrets import SHORTEST

_SYSTEM = re.compile(r"[a-z0-9][a-z0-9_-]{0,39}")


@dataclass(frozen=True)
class Hook:
    """What is known of one system: its file, and the secrets that its calls are signed with."""

    system: str
    file: HookFile
    secrets: tuple[str, ...] = field(default=(), repr=False)


Hooks = Mapping[str, Hook]
"""By the name of the system, which is that of the file."""


def check(path: Path, library: Library) -> tuple[Fault, ...]:
    """Every fault of a hook file; none where it can be used. Whether its secret is set is not looked at."""
    found = _read(path, library)
    return found if isinstance(found, tuple) else ()


def load_all(folder: Path | None, library: Library, environ: Mapping[str, str] | None) -> Hooks:
    """Every hook of a folder; none where no folder is set. Raises `HookFaults` with every fault.

    `environ` holds their secrets. Who takes no calls in, and only reads what was kept, needs none.
    """
    if folder is None:
        return {}
    files = sorted(folder.glob("*.yaml"))
    if not files:
        raise HookFaults((Fault(folder.name, None, "the folder", "has no hook file (*.yaml)", "add one"),))
    faults: list[Fault] = []
    hooks: dict[str, Hook] = {}
    for path in files:
        found = _read(path, library)
        if isinstance(found, tuple):
            faults.extend(found)
            continue
        secrets: tuple[str, ...] = ()
        if environ is not None:
            faults.extend(_unset(path, found, environ))
            secrets = tuple(environ.get(name, "") for name in found.secret)
        hooks[path.stem] = Hook(path.stem, found, secrets)
    if faults:
        raise HookFaults(tuple(faults))
    return hooks


def secrets_of(hooks: Hooks) -> frozenset[str]:
    """The values that must not be read anywhere (`people.channels.secrets.keep_out_of_logs` sees to a log)."""
    found = {one for hook in hooks.values() for one in hook.secrets}
    # Of Standard Webhooks, one variable can hold two keys.
    parts = {
        key for hook in hooks.values() if hook.file.signature is None for one in hook.secrets for key in one.split()
    }
    return frozenset(found | parts)


def _unset(path: Path, file: HookFile, environ: Mapping[str, str]) -> list[Fault]:
    right = "set it to what the system signs with"
    return [
        Fault(path.name, None, "secret", f"{name} holds nothing, or fewer than {SHORTEST} characters", right)
        for name in file.secret
        if len(environ.get(name, "")) < SHORTEST
    ]


def _read(path: Path, library: Library) -> HookFile | tuple[Fault, ...]:
    if not path.is_file():
        wrong = "is a folder" if path.is_dir() else "there is no such file"
        return (Fault(path.name, None, "the file", wrong, "give the path of a hook file in YAML"),)
    if not _SYSTEM.fullmatch(path.stem) or path.suffix != ".yaml":
        right = "name it for its system, in small letters, such as zendesk.yaml"
        return (Fault(path.name, None, "the file", "has a name that no system can have", right),)
    try:
        file = YamlFile(path)
    except Unreadable as unreadable:
        # A key that stands there twice is told without its values, which may be secrets.
        told = unreadable.fault
        return (Fault(told.file, told.line, told.field, told.wrong.partition(" with value")[0], told.right),)
    examined = examine(file.plain, library)
    if isinstance(examined, HookFile):
        return examined
    faults = [Fault(path.name, file.line_of(one.path), written(one.path), one.wrong, one.right) for one in examined]
    return tuple(sorted(dict.fromkeys(faults), key=lambda fault: fault.line or 0))
