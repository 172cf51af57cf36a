"""The embedded Temporal server: the CLI's dev server, started, reused, stopped and, for tests, killed."""

import asyncio
import signal
from collections.abc import Mapping
from pathlib import Path

import structlog
from temporalio.service import RPCError

from runtime.embedded import installation, namespaces, temporal_ports
from runtime.embedded.folder import private
from runtime.embedded.processes import records
from runtime.embedded.processes.process import ServerProcess, last_lines, patiently, spawn
from runtime.embedded.temporal_program import command, environment
from runtime.errors import ConnectionRefused, ServerError, ServerUnreachable
from runtime.temporal.connecting import open_client

_log = structlog.get_logger("sundial.servers")

PATIENCE = 60.0


class Temporal:
    """The Temporal server of one data folder, on 127.0.0.1."""

    def __init__(
        self,
        folder: Path,
        *,
        port: int | None = None,
        ui_port: int | None = None,
        namespace: str = "default",
        time_skipping: bool = False,
        search_attributes: Mapping[str, str] | None = None,
        ran: bool = False,
    ) -> None:
        """Name the data folder and how to start a server there; nothing is started or read.

        Args:
            folder: The data folder.
            port: Where it must listen; None takes 7233, or the next free port.
            ui_port: The same for its web pages, from 8233 on.
            namespace: Made if it is not there.
            time_skipping: Let tests move a workflow's clock (experimental in the server).
            search_attributes: Names and types (Keyword, Datetime, Bool, ...) to register.
            ran: It ran a moment ago, so its data must be there.

        """
        self._folder = folder
        self._record = folder / "temporal.json"
        self._log = folder / "logs" / "temporal.log"
        self._wanted = (port, ui_port)
        self._namespace = namespace
        self._time_skipping = time_skipping
        self._ran = ran
        self._search_attributes = dict(search_attributes or {})
        self.started = False

    @property
    def address(self) -> str:
        """Host and port for clients; valid while the server runs.

        Raises:
            ServerError: it does not run.

        """
        return f"127.0.0.1:{self.port}"

    @property
    def port(self) -> int:
        """Its port; valid while the server runs, and then the one that it had last."""
        return self._recorded("port")

    @property
    def ui_url(self) -> str:
        """The address of its web pages; valid while the server runs.

        Raises:
            ServerError: it does not run.

        """
        return f"http://127.0.0.1:{self._recorded('ui_port')}"

    @property
    def process(self) -> ServerProcess | None:
        """The server's process, if it runs."""
        return records.process(self._record)

    async def answers(self) -> bool:
        """Whether it runs and answers on its own port."""
        process = self.process
        return process is not None and process.listens_on(self.port) and await self._ready(1)

    async def start(self) -> None:
        """Start it, unless it runs; then its namespace, retention and search attributes are as asked.

        A server that was stopped or killed comes back on the port that it had; where somebody else has taken that, on
        another one, which the log says. A server of another installation is left alone.

        Raises:
            ServerError: it cannot be started, or one runs there that cannot skip time and this one must.

        """
        private.take(self._folder)
        ours = installation.id_of(self._folder)
        running = self.process
        if running is not None and await patiently(running, self.answers):
            try:
                await self._prepare(ours)
            except namespaces.AnotherInstallation as stranger:
                _log.warning("a Temporal server of another installation is not used", why=str(stranger))
            else:
                self._require_time_skipping()
                self._tell_ports_that_wait()
                return
        elif running is not None:
            await running.kill()
        await self._launch()
        self.started = True
        try:
            await self._prepare(ours)
        except namespaces.AnotherInstallation as stranger:
            await self.stop()
            raise ServerError(f"{stranger} Put this folder's own {self._database} back.") from None

    async def stop(self) -> None:
        """End it in order, within seconds; nothing happens if it does not run."""
        process = self.process
        if process is not None and not await process.end(signal.SIGTERM, 10):
            await process.kill()
        self.started = False

    async def kill(self) -> None:
        """End it at once, as a power cut would. `start` brings it back with all that was committed."""
        process = self.process
        if process is not None:
            await process.kill()

    async def _prepare(self, ours: str) -> None:
        try:
            client = await open_client(self.address, self._namespace)
            await namespaces.prepare(client, self._search_attributes, ours)
        except (ServerUnreachable, RPCError) as fault:
            raise ServerError(f"The embedded Temporal server started and does not work: {fault}") from None

    def _require_time_skipping(self) -> None:
        if self._time_skipping and not records.read(self._record)["time_skipping"]:
            raise ServerError(
                f"The Temporal server that runs under {self._folder} cannot skip time: "
                "end the process that uses it, or take another data folder."
            )

    def _tell_ports_that_wait(self) -> None:
        for name, wanted in zip(("port", "ui_port"), self._wanted, strict=True):
            if wanted not in (None, self._recorded(name)):
                _log.warning(
                    "the servers run already, and are used where they are", asked_for=wanted, used=self._recorded(name)
                )

    def _recorded(self, name: str) -> int:
        record = records.read(self._record)
        if not record:
            raise ServerError(f"No Temporal server runs under {self._folder}.")
        return int(record[name])

    async def _ready(self, patience: float) -> bool:
        try:
            await open_client(self.address, self._namespace, patience=patience, check_namespace=False)
        except ConnectionRefused:
            return False
        return True

    def _require_store(self) -> None:
        """An empty store in the place of one that is gone would look as if there had never been a ticket."""
        store = self._database
        if store.exists() or not installation.had(self._folder, "temporal"):
            return
        if self._ran or store.parent.exists():
            raise ServerError(
                f"Temporal's data is gone from {store}: put it back, or remove {store.parent} as a whole, with Sundial "
                "stopped, to begin with none."
            )
        _log.warning("Temporal's data is gone, and it begins with none: its tickets do not live on", store=str(store))

    async def _launch(self) -> None:
        self._require_store()
        until = asyncio.get_running_loop().time() + PATIENCE
        while asyncio.get_running_loop().time() < until:
            chosen = await temporal_ports.choose(self._wanted, records.read(self._record), ran=self._ran)
            process = spawn(self._command(chosen), self._log, env=environment())
            records.write(self._record, process, **chosen.recorded, time_skipping=self._time_skipping)
            while process.alive() and asyncio.get_running_loop().time() < until:
                if process.listens_on(chosen.port.number) and await self._ready(2):
                    installation.remember(self._folder, "temporal")
                    chosen.tell_moved()
                    return
                await asyncio.sleep(0.03)
            # It says so before it panics, in a hundred lines.
            if "address already in use" not in last_lines(self._log, 200):
                break
            # Somebody else took the port between our look and its start: look again.
        raise ServerError(
            f"The embedded Temporal server did not start. The end of {self._log}:\n{last_lines(self._log)}"
        )

    @property
    def _database(self) -> Path:
        return self._folder / "temporal" / "temporal.db"

    def _command(self, chosen: temporal_ports.Ports) -> list[str | Path]:
        private.make(self._database.parent)
        return command(
            self._database,
            chosen.port.number,
            chosen.ui_port.number,
            self._namespace,
            self._search_attributes,
            time_skipping=self._time_skipping,
        )
