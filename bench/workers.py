"""Worker processes to measure: `python -m bench.workers` serves one queue, and its CPU is that of a process."""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import psutil
from temporalio.client import Client
from temporalio.contrib.pydantic import pydantic_data_converter
from temporalio.worker import Worker
from temporalio.worker.workflow_sandbox import SandboxedWorkflowRunner, SandboxRestrictions

from bench.bare import Bare, decide, write
from contracts.loader import load_all
from domain.contract.library import Library
from runtime.logging.logs import set_up_logs
from runtime.process import end
from runtime.running import Running
from runtime.settings import Settings
from runtime.stopping import Stop, run
from runtime.temporal.connecting import core_runtime, open_client
from runtime.timezones import use_packaged_time_zones
from runtime.worker.sandbox import OURS
from runtime.worker.slots import SLOTS
from runtime.worker.working import working

ROOT = Path(__file__).parent.parent
READY = "ready"


@dataclass(frozen=True)
class Served:
    """A worker process and the queue it serves."""

    queue: str
    process: subprocess.Popen[str]

    def cpu(self) -> float:
        """Seconds of CPU that it has used so far."""
        times = psutil.Process(self.process.pid).cpu_times()
        return float(times.user + times.system)

    def memory(self) -> float:
        """Megabytes that it has in memory."""
        return float(psutil.Process(self.process.pid).memory_info().rss) / 1e6


@contextmanager
def worker_process(kind: str, queue: str, running: Running, directory: Path | None = None) -> Iterator[Served]:
    """A worker of `tickets` or of the `bare` workflow, in a process of its own."""
    told = {
        "kind": kind,
        "queue": queue,
        "temporal": running.temporal_address,
        "database": running.database_url,
        "directory": str(directory) if directory else None,
    }
    command = [sys.executable, "-m", "bench.workers", json.dumps(told)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            if process.stdout.readline().strip() != READY:
                raise RuntimeError(f"the worker of {kind} did not start")
            yield Served(queue, process)
        finally:
            process.terminate()


def around_the_clock(library: Library) -> Library:
    """These contracts with every clock running day and night, so that something is due at any instant."""
    contracts = {}
    for name, contract in library.items():
        promises = {key: promise.model_copy(update={"calendar": "24x7"}) for key, promise in contract.promises.items()}
        ladder = contract.ladder.model_copy(update={"calendar": "24x7"})
        contracts[name] = contract.model_copy(update={"promises": promises, "ladder": ladder})
    return Library(contracts)


async def _serve(told: dict[str, str], stop: Stop) -> None:
    client = await open_client(told["temporal"], "default")
    if told["kind"] == "bare":
        # As the SDK has it: with its own converter and sandbox, and the number of tasks at once that ours has.
        plain = await Client.connect(told["temporal"], data_converter=pydantic_data_converter, runtime=core_runtime())
        async with _bare_worker(plain, told["queue"]):
            await _until_stopped(stop)
        return
    directory = Path(told["directory"]) if told["directory"] else None
    settings = Settings(directory=directory, gather_seconds=0.2, graceful_shutdown_seconds=1)
    library = load_all() if directory else around_the_clock(load_all())
    async with working(client, settings, told["database"], library, task_queue=told["queue"]):
        await _until_stopped(stop)


def _bare_worker(client: Client, queue: str) -> Worker:
    passed = SandboxRestrictions.default.with_passthrough_modules(*OURS, "bench")
    return Worker(
        client,
        task_queue=queue,
        workflows=[Bare],
        activities=[decide, write],
        workflow_runner=SandboxedWorkflowRunner(restrictions=passed),
        graceful_shutdown_timeout=timedelta(seconds=1),
        **SLOTS,
    )


async def _until_stopped(stop: Stop) -> None:
    print(READY, flush=True)
    await stop.wait()


if __name__ == "__main__":
    set_up_logs("json", "error")
    use_packaged_time_zones()
    run(lambda stop: _serve(json.loads(sys.argv[1]), stop))
    end(0)
