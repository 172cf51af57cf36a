"""A server's process: started apart from ours, known by its pid and the instant it began."""

import asyncio
import contextlib
import os
import signal
import subprocess
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import psutil

from runtime.embedded.folder import private

PATIENCE = 20.0

# Held so that a server that ends while we live is reaped, and does not stay as a zombie.
_children: dict[int, subprocess.Popen[bytes]] = {}


@dataclass(frozen=True)
class User:
    """A system user as which a server runs, where ours must not."""

    uid: int
    gid: int


@dataclass(frozen=True)
class ServerProcess:
    """One process, told apart from a later one of the same pid by when it began (seconds of the epoch)."""

    pid: int
    began: float

    def alive(self) -> bool:
        """Whether it still runs (a zombie does not)."""
        if self.pid in _children and _children[self.pid].poll() is not None:
            del _children[self.pid]
            return False
        try:
            process = psutil.Process(self.pid)
            # The kernel counts from boot, and the instant of boot moves a little when the clock is set.
            same = abs(process.create_time() - self.began) < 2
            return same and process.status() != psutil.STATUS_ZOMBIE
        except psutil.NoSuchProcess:
            return False

    def listens_on(self, port: int) -> bool:
        """Whether it, and not somebody else, has taken the TCP port."""
        try:
            sockets = psutil.Process(self.pid).net_connections(kind="tcp")
        except psutil.NoSuchProcess:
            return False
        return any(s.status == psutil.CONN_LISTEN and s.laddr.port == port for s in sockets)

    async def end(self, sign: signal.Signals, patience: float) -> bool:
        """Send a signal and wait up to `patience` seconds; true once it is gone."""
        with contextlib.suppress(ProcessLookupError):
            if self.alive():
                os.kill(self.pid, sign)
        until = asyncio.get_running_loop().time() + patience
        while self.alive():
            if asyncio.get_running_loop().time() > until:
                return False
            await asyncio.sleep(0.02)
        return True

    async def kill(self) -> None:
        """End it and its children at once, as a power cut would."""
        if not self.alive():
            return
        family = [self]
        with contextlib.suppress(ProcessLookupError, psutil.NoSuchProcess):
            # Stopped, it cannot start another child while we go through them.
            os.kill(self.pid, signal.SIGSTOP)
            for child in psutil.Process(self.pid).children(recursive=True):
                with contextlib.suppress(psutil.NoSuchProcess):
                    family.append(ServerProcess(child.pid, child.create_time()))
        for process in family:
            with contextlib.suppress(ProcessLookupError):
                os.kill(process.pid, signal.SIGKILL)
        while any(process.alive() for process in family):
            await asyncio.sleep(0.02)


def spawn(
    command: Sequence[str | Path], log: Path, *, env: Mapping[str, str], user: User | None = None
) -> ServerProcess:
    """Start a process that writes to `log`, in a session of its own: Ctrl-C and our end do not reach it."""
    private.make(log.parent)
    uid, gid, groups = _as(user)
    with os.fdopen(private.opened(log, os.O_WRONLY | os.O_APPEND), "ab") as out:
        child = subprocess.Popen(
            list(command),
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=subprocess.STDOUT,
            env=dict(env),
            cwd="/",
            start_new_session=True,
            umask=private.UMASK,
            user=uid,
            group=gid,
            extra_groups=groups,
        )
    _children[child.pid] = child
    return ServerProcess(child.pid, psutil.Process(child.pid).create_time())


def run(command: Sequence[str | Path], *, user: User | None = None) -> subprocess.CompletedProcess[str]:
    """Run a command to its end and keep what it says. Ctrl-C does not reach it: it is done in seconds."""
    uid, gid, groups = _as(user)
    return subprocess.run(
        list(command),
        capture_output=True,
        text=True,
        errors="replace",
        check=False,
        cwd="/",
        start_new_session=True,
        umask=private.UMASK,
        user=uid,
        group=gid,
        extra_groups=groups,
    )


def at_work_in(folder: Path, name: str) -> bool:
    """Whether a process that runs a program of that name works in the folder."""
    for process in psutil.process_iter(["name"]):
        with contextlib.suppress(psutil.Error):
            if process.name() == name and process.cwd() == str(folder):
                return True
    return False


async def patiently(process: ServerProcess, answers: Callable[[], Awaitable[bool]]) -> bool:
    """Whether a process that runs answers within `PATIENCE` seconds: a busy one is not a broken one."""
    until = asyncio.get_running_loop().time() + PATIENCE
    while not await answers():
        if not process.alive() or asyncio.get_running_loop().time() > until:
            return False
        await asyncio.sleep(0.05)
    return True


def last_lines(log: Path, count: int = 5) -> str:
    """The end of a log, for an error's text."""
    text = log.read_text(errors="replace") if log.exists() else ""
    return "\n".join(text.splitlines()[-count:])


def _as(user: User | None) -> tuple[int | None, int | None, list[int] | None]:
    return (None, None, None) if user is None else (user.uid, user.gid, [])
