"""The embedded PostgreSQL: started, reused, stopped and, for tests, killed."""

import asyncio
import os
import shutil
import signal
from pathlib import Path

import asyncpg

from activities.journal.installation import claim
from runtime.embedded import installation
from runtime.embedded.folder import private
from runtime.embedded.postgres_home import Home, forget_socket_folder, home_under
from runtime.embedded.processes import records
from runtime.embedded.processes.process import ServerProcess, at_work_in, last_lines, patiently, run, spawn
from runtime.errors import ServerError
from runtime.running import socket_url

DATABASE = "sundial"
PATIENCE = 60.0
LINGERING = 10.0
"""Seconds for which the processes of a killed server may go on."""
NOT_ANSWERING = (OSError, TimeoutError, asyncpg.PostgresError, asyncpg.InterfaceError, asyncpg.InternalClientError)


class Postgres:
    """The PostgreSQL of one data folder, on a Unix socket that only its own user and root can open."""

    def __init__(self, folder: Path) -> None:
        """Name the data folder; nothing is started or read."""
        self._folder = folder
        self._record = folder / "postgres.json"
        self._log = folder / "logs" / "postgres.log"
        self.started = False

    @property
    def database_url(self) -> str:
        """The address of the database `sundial` for asyncpg; valid while the server runs.

        Raises:
            ServerError: it does not run.

        """
        record = records.read(self._record)
        if not record:
            raise ServerError(f"No PostgreSQL runs under {self._folder}.")
        return socket_url(record["socket"], DATABASE)

    @property
    def process(self) -> ServerProcess | None:
        """The server's process, if it runs."""
        return records.process(self._record)

    async def answers(self) -> bool:
        """Whether it runs and takes a connection."""
        return self.process is not None and await _answers(records.read(self._record)["socket"])

    async def start(self) -> None:
        """Start it, unless it runs: first its cluster is made if there never was one, last its database.

        Raises:
            ServerError: it cannot be started; the text ends in what its log says. Or it is another installation's.

        """
        private.take(self._folder)
        ours = installation.id_of(self._folder)
        stray = self.process
        if stray is None or not await patiently(stray, self.answers):
            if stray is not None:
                await stray.kill()
            home = await asyncio.to_thread(home_under, self._folder)
            await asyncio.to_thread(_make_cluster, home, self._folder)
            await self._launch(home)
            self.started = True
        try:
            await _make_database(records.read(self._record)["socket"])
            await self._require_own(ours)
        except NOT_ANSWERING as fault:
            raise ServerError(f"The embedded PostgreSQL started and does not work: {fault}") from None

    async def stop(self) -> None:
        """End it in order, within seconds, cutting open connections; nothing happens if it does not run."""
        process = self.process
        if process is not None and not await process.end(signal.SIGINT, 20):
            await process.kill()
        record = records.read(self._record)
        if record:
            forget_socket_folder(Path(record["socket"]))
        self._record.unlink(missing_ok=True)
        self.started = False

    async def kill(self) -> None:
        """End it at once, as a power cut would. `start` brings it back with all that was committed."""
        process = self.process
        if process is not None:
            await process.kill()

    async def _require_own(self, ours: str) -> None:
        connection = await asyncpg.connect(self.database_url, timeout=10)
        try:
            known = await claim(connection, ours)
        finally:
            await connection.close(timeout=2)
        if known != ours:
            raise ServerError(
                f"The PostgreSQL under {self._folder} belongs to installation {known}, and this folder to {ours}: put "
                "this folder's own PostgreSQL back, or take another SUNDIAL_DATA."
            )

    async def _launch(self, home: Home) -> None:
        environment = {k: v for k, v in os.environ.items() if not k.startswith("PG")}
        command: list[str | Path] = [home.programs / "postgres", "-D", home.data, "-k", home.socket]
        command += ["-p", "5432", "-h", "", "-c", "timezone=UTC", "-c", "log_timezone=UTC"]
        command += ["-c", "unix_socket_permissions=0700"]
        until = asyncio.get_running_loop().time() + PATIENCE
        while asyncio.get_running_loop().time() < until:
            await _forget_dead_postmaster(home)
            process = spawn(command, self._log, env=environment, user=home.user)
            records.write(self._record, process, socket=str(home.socket))
            while process.alive() and asyncio.get_running_loop().time() < until:
                if await _answers(str(home.socket)):
                    return
                await asyncio.sleep(0.03)
            if "shared memory block" not in last_lines(self._log):
                break
            # Its predecessor was killed a moment ago and the last of that one's children are still going.
            await asyncio.sleep(0.2)
        raise ServerError(f"The embedded PostgreSQL did not start. The end of {self._log}:\n{last_lines(self._log)}")


async def _answers(socket: str) -> bool:
    try:
        connection = await asyncpg.connect(socket_url(socket, "postgres"), timeout=2)
    except NOT_ANSWERING:
        return False
    await connection.close(timeout=2)
    return True


async def _make_database(socket: str) -> None:
    connection = await asyncpg.connect(socket_url(socket, "postgres"), timeout=10)
    try:
        if not await connection.fetchval("select 1 from pg_database where datname = $1", DATABASE):
            await connection.execute(f"create database {DATABASE}")
    finally:
        await connection.close(timeout=2)


def _make_cluster(home: Home, folder: Path) -> None:
    if (home.data / "PG_VERSION").exists():
        installation.remember(folder, "postgres")
        return
    if installation.had(folder, "postgres"):
        # An empty one in its place would look as if there had never been a ticket.
        raise ServerError(
            f"PostgreSQL's data is gone from {home.data}: put it back, or remove {folder} as a whole to begin anew."
        )
    # Made beside its place and moved, so that a half-made one is never taken for a cluster.
    draft = home.data.with_name("postgres.new")
    shutil.rmtree(draft, ignore_errors=True)
    draft.mkdir(mode=0o700)
    if home.user is not None:
        os.chown(draft, home.user.uid, home.user.gid)
    command: list[str | Path] = [home.programs / "initdb", "-D", draft, "-U", "postgres", "--auth=trust"]
    command += ["--encoding=UTF8", "--locale-provider=builtin", "--locale=C.UTF-8"]
    made = run(command, user=home.user)
    if made.returncode != 0:
        raise ServerError(f"The embedded PostgreSQL's data cannot be made in {home.data}:\n{made.stderr.strip()}")
    draft.rename(home.data)
    installation.remember(folder, "postgres")


async def _forget_dead_postmaster(home: Home) -> None:
    """Remove a killed server's lock files, once the last of its processes is gone: its pid may be another's by now."""
    until = asyncio.get_running_loop().time() + LINGERING
    while at_work_in(home.data, "postgres"):
        if asyncio.get_running_loop().time() > until:
            # A whole server, perhaps, of which we have no record. PostgreSQL says what it thinks of that.
            return
        await asyncio.sleep(0.03)
    for file in (home.data / "postmaster.pid", home.socket / ".s.PGSQL.5432.lock"):
        file.unlink(missing_ok=True)
