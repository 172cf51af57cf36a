"""The embedded Temporal server: the CLI's dev server, started, reused, stopped and, for tests, killed."""

import asyncio
import signal
from collections.abc import Mapping
from pathlib import Path

import structlog
from temporalio.service import RPCError

from runtime.embedded import installation, namespaces, ports
from runtime.embedded.folder import private
from runtime.embedded.processes import records
from runtime.embedded.processes.process import ServerProcess, last_lines, patiently, spawn
from runtime.embedded.temporal_program import environment, program
from runtime.errors import ConnectionRefused, ServerError, ServerUnreachable
from runtime.temporal.connecting import open_client

_log = structlog.get_logger("sundial.servers")

PATIENCE = 60.0

# By default a timer rings up to a second late and a queue is read 20 times a second, which a test that lives
# through a ticket's year would wait for. The updates are those in flight in one workflow, 10 by default.
DYNAMIC_CONFIG = {
    "history.timerProcessorMaxTimeShift": '"1ms"',
    "history.timerProcessorMaxPollRPS": "1000",
    "history.transferProcessorMaxPollRPS": "1000",
    "history.visibilityProcessorMaxPollRPS": "1000",
    "history.maxInFlightUpdates": "1000",
    # Bytes of these updates together. A task answers with them, and the server ends a workflow whose worker answers
    # with more than 4 MB; larger ones are turned away until there is room.
    "history.maxInFlightUpdatePayloads": "1000000",
    # A run that ends in a new one within its first second: whoever asks the new one would wait for that second to pass,
    # and a clock that is moved would go past all timers in it.
    "history.workflowIdReuseMinimalInterval": '"0s"',
}
ONE_FILE = {
    # Timers that ring at the same moment are taken by so many at once (512 by default), who all wait for its one file:
    # a ticket that was opened while very many fell due waited behind them for seconds.
    "history.timerProcessorSchedulerWorkerCount": "4",
}
"""For a server that keeps all in one file; compose's has a PostgreSQL, which takes many at once."""
TIME_SKIPPING = {"frontend.WorkflowTimeSkippingEnabled": "true"}


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
            before = records.read(self._record)
            kept, now = before.get("kept", {}), before if self._ran else {}
            port = await ports.choose(self._wanted[0], kept.get("port"), 7233, now=now.get("port"))
            ui_port = await ports.choose(
                self._wanted[1], kept.get("ui_port"), 8233, now=now.get("ui_port"), but_not=port.number
            )
            process = spawn(self._command(port.number, ui_port.number), self._log, env=environment())
            self._note(process, port, ui_port)
            while process.alive() and asyncio.get_running_loop().time() < until:
                if process.listens_on(port.number) and await self._ready(2):
                    installation.remember(self._folder, "temporal")
                    _tell_moved(port, ui_port)
                    return
                await asyncio.sleep(0.03)
            # It says so before it panics, in a hundred lines.
            if "address already in use" not in last_lines(self._log, 200):
                break
            # Somebody else took the port between our look and its start: look again.
        raise ServerError(
            f"The embedded Temporal server did not start. The end of {self._log}:\n{last_lines(self._log)}"
        )

    def _note(self, process: ServerProcess, port: ports.Port, ui_port: ports.Port) -> None:
        kept = {"port": port.kept, "ui_port": ui_port.kept}
        records.write(
            self._record,
            process,
            port=port.number,
            ui_port=ui_port.number,
            kept=kept,
            time_skipping=self._time_skipping,
        )

    @property
    def _database(self) -> Path:
        return self._folder / "temporal" / "temporal.db"

    def _command(self, port: int, ui_port: int) -> list[str | Path]:
        private.make(self._database.parent)
        command: list[str | Path] = [program(), "server", "start-dev", "--ip", "127.0.0.1"]
        command += ["--port", str(port), "--ui-port", str(ui_port), "--ui-disable-news-fetch"]
        command += ["--db-filename", self._database, "--log-level", "error", "--disable-config-file"]
        if self._namespace != "default":
            command += ["--namespace", self._namespace]
        for name, kind in self._search_attributes.items():
            command += ["--search-attribute", f"{name}={kind}"]
        config = DYNAMIC_CONFIG | ONE_FILE | (TIME_SKIPPING if self._time_skipping else {})
        for name, value in config.items():
            command += ["--dynamic-config-value", f"{name}={value}"]
        return command


def _tell_moved(*chosen: ports.Port) -> None:
    moved = [port for port in chosen if port.number != port.kept]
    if moved:
        _log.warning(
            "another program has taken a port of this data folder's Temporal server; this time it has another",
            usually=[port.kept for port in moved],
            this_time=[port.number for port in moved],
        )
