"""How fast incidents are simulated, and how time and memory grow: `python -m bench.simulation`.

Synthetic exports of a ServiceNow instance, as `sundial invent` writes them, under both contracts and all plans: from
the file to the report. Each size runs in a process of its own, so that the peaks of memory are its own. The seconds of
CPU are those of all processes, the making of the file included: on a busy machine they say more than the clock does.
"""

import json
import resource
import subprocess
import sys
import tempfile
import time
from itertools import cycle, product
from pathlib import Path
from threading import Event, Thread

import psutil
from rich.console import Console
from rich.table import Table

from contracts.loader import load_all
from runtime.timezones import use_packaged_time_zones
from studies.files.intake.intake import reader_of
from studies.files.policy import Choice, Policy
from studies.simulation.study import conduct, study
from studies.synthetic.export import write
from studies.synthetic.record import LOCATIONS, UNKNOWN

SIZES = (1_000, 3_000, 10_000, 30_000, 100_000)
CONTRACTS = ("imagiclecare-4.1", "imagiclecare-5.0")
PLANS = ("basic", "gold", "platinum")
THEATRES = ("europe", "americas", "middle-east")


def policy() -> Policy:
    """What serves an incident goes by its location, so that every contract, plan and theatre has its share."""
    every = cycle(product(CONTRACTS, PLANS, THEATRES))
    places = [UNKNOWN, *(f"Location {number}" for number in range(1, LOCATIONS + 1))]
    return Policy(
        column="location",
        values={
            place: Choice(contract=contract, plan=plan, theatre=theatre)
            for place, (contract, plan, theatre) in zip(places, every, strict=False)
        },
    )


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
        path = Path(folder) / "incidents.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            write(file, count, seed=2026)
        started = time.perf_counter()
        asked = study(path, reader_of(path, "UTC", policy(), load_all()), "UTC")
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
