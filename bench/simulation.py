"""How fast incidents are simulated, and how time and memory grow: `python -m bench.simulation`.

Synthetic incidents in Sundial's JSON lines, with about as many commands as real ones have, from the file to the report.
Each size runs in a process of its own, so that the peaks of memory are its own. The seconds of CPU are those of all
processes, the making of the file included: on a busy machine they say more than the clock does.
"""

import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Event, Thread

import psutil
from rich.console import Console
from rich.table import Table

from contracts.loader import load_all
from runtime.timezones import use_packaged_time_zones
from simulation.intake import reader_of
from simulation.policy import Policy
from simulation.study import conduct, study

SIZES = (1_000, 3_000, 10_000, 30_000, 100_000)
START = datetime(2026, 1, 5, 7, tzinfo=UTC)
PRIORITIES = ("P1", "P2", "P3", "P3", "P3", "P3", "P4", "P4")
PLANS = ("basic", "gold", "gold", "platinum")
THEATRES = ("europe", "europe", "americas", "middle-east")


def incidents(count: int) -> Iterator[dict[str, object]]:
    """Lives much as real ones are: a quarter wait for the customer, a few change priority, or come back."""
    chance = random.Random(2026)
    for number in range(count):
        at = opened = START + timedelta(minutes=chance.randrange(365 * 24 * 60))
        commands: list[dict[str, object]] = []

        def then(hours: float, type_: str, **fields: str) -> None:
            nonlocal at
            at += timedelta(minutes=round(hours * 60 * chance.uniform(0.2, 2)))
            commands.append({"type": type_, "at": at.isoformat(), **fields})  # noqa: B023

        if chance.random() < 0.6:
            then(1, "assign", to=f"Resolver {chance.randrange(80)}")
        if chance.random() < 0.75:
            then(4, "acknowledge")
        if chance.random() < 0.05:
            then(3, "change_priority", priority=chance.choice(PRIORITIES))
        if chance.random() < 0.25:
            then(6, "wait_for_customer")
            then(30, "customer_responded")
        then(24, "resolve")
        if chance.random() < 0.02:
            then(12, "reopen")
            then(10, "resolve")
        then(120, "close")
        yield {
            "ticket": f"S-{number}",
            "opened_at": opened.isoformat(),
            "customer": f"Caller {number % 4000}",
            "subject": "Something does not work",
            "contract": chance.choice(("imagiclecare-4.1", "imagiclecare-5.0")),
            "plan": chance.choice(PLANS),
            "theatre": chance.choice(THEATRES),
            "priority": chance.choice(PRIORITIES),
            "channel": chance.choice(("web", "phone")),
            "language": "en",
            "commands": commands,
        }


class Memory(Thread):
    """Looks at the memory of this process and of its workers from time to time, and keeps the peaks in MB.

    The system's own account of children will not do: it counts what a child was before it became a worker.
    """

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.over = Event()
        self.own = self.worker = 0.0

    def run(self) -> None:
        """Look every fifth of a second until it is over."""
        here = psutil.Process()
        while not self.over.wait(0.2):
            self.own = max(self.own, here.memory_info().rss / 2**20)
            for child in here.children():
                try:
                    if "spawn_main" in " ".join(child.cmdline()):
                        self.worker = max(self.worker, child.memory_info().rss / 2**20)
                except psutil.Error:
                    continue


def measure(count: int) -> dict[str, float]:
    """One size, in this process: seconds from the file to the report, and peaks of memory in MB."""
    use_packaged_time_zones()
    memory = Memory()
    memory.start()
    with tempfile.TemporaryDirectory(prefix="sundial-bench-") as folder:
        path = Path(folder) / "incidents.jsonl"
        with path.open("w", encoding="utf-8") as file:
            file.writelines(json.dumps(incident) + "\n" for incident in incidents(count))
        started = time.perf_counter()
        library = load_all()
        asked = study(path, reader_of(path, "UTC", Policy.model_validate({"otherwise": {}}), library), "UTC")
        report = conduct(asked, prepare=use_packaged_time_zones).report
        seconds = time.perf_counter() - started
    if report.simulated != count or report.source.reported:
        raise ValueError(f"of {count} incidents {report.simulated} were simulated")
    memory.over.set()
    memory.join()
    return {"seconds": seconds, "events": report.events, "own": memory.own, "worker": memory.worker}


def _cpu_seconds() -> float:
    """Of every process that this one started and that has ended, and of theirs."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def main() -> None:
    """Measure every size, or the one that is named, and print."""
    if len(sys.argv) > 1:
        print(json.dumps(measure(int(sys.argv[1]))))
        return
    columns = ("incidents", "seconds", "a second", "events", "CPU seconds", "MB, this process", "MB, largest worker")
    table = Table(*columns, title="Simulating, from the file to the report")
    for count in SIZES:
        before = _cpu_seconds()
        done = subprocess.run(
            [sys.executable, "-m", "bench.simulation", str(count)], capture_output=True, text=True, check=True
        )
        found = json.loads(done.stdout)
        table.add_row(
            f"{count:,}",
            f"{found['seconds']:.1f}",
            f"{count / found['seconds']:,.0f}",
            f"{found['events']:,}",
            f"{_cpu_seconds() - before:.1f}",
            f"{found['own']:.0f}",
            f"{found['worker']:.0f}" if found["worker"] else "-",
        )
    Console().print(table)


if __name__ == "__main__":
    main()
